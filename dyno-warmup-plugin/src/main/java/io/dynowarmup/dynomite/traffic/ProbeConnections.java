// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Connections to Dynomite's client port, one for each key, all open at the same time. */
final class ProbeConnections implements AutoCloseable {
  /**
   * Least time in ms to open the connections, because a busy machine may need it for so many at
   * once. A dead port refuses at once.
   */
  private static final long LEAST_OPEN_MILLIS = 2_000;

  private final List<String> keys;
  private final Supplier<RedisNode> connect;
  private final Supplier<ExecutorService> startThreads;
  private final List<RedisNode> nodes = new ArrayList<>();
  private ExecutorService threads;

  ProbeConnections(
      List<String> keys, Supplier<RedisNode> connect, Supplier<ExecutorService> startThreads) {
    this.keys = new ArrayList<>(keys);
    this.connect = connect;
    this.startThreads = startThreads;
  }

  List<String> keys() {
    return keys;
  }

  /**
   * Opens the missing connections and sends a PING through each. Most states of Dynomite refuse the
   * PING, and the refusal is an answer too.
   *
   * @throws WarmupException if the port accepts no connections
   */
  void open(long limitMillis) {
    if (threads == null) {
      threads = startThreads.get();
    }
    List<Callable<ProbeAnswer>> pings = new ArrayList<>();
    while (nodes.size() < keys.size()) {
      RedisNode node = connect.get();
      nodes.add(node);
      pings.add(() -> ProbeAnswer.of(node::ping));
    }
    for (ProbeAnswer answer : ask(pings, Math.max(LEAST_OPEN_MILLIS, limitMillis))) {
      answer.failure().filter(e -> !answers(e)).ifPresent(this::giveUp);
    }
  }

  private static boolean answers(WarmupException e) {
    return e.reason() == Reason.REDIS_ERROR
        || e.reason() == Reason.REFUSES_WRITES
        || e.reason() == Reason.CONNECTION_LOST;
  }

  /** Sends a DEL for each of these keys (by index) through its connection, in parallel. */
  List<ProbeAnswer> send(List<Integer> which, long limitMillis) {
    open(limitMillis);
    List<Callable<ProbeAnswer>> deletes = new ArrayList<>();
    for (int i : which) {
      RedisNode node = nodes.get(i);
      deletes.add(() -> ProbeAnswer.of(() -> node.delete(keys.get(i))));
    }
    List<ProbeAnswer> answers = ask(deletes, limitMillis);
    for (int n = 0; n < answers.size(); n++) {
      if (answers.get(n).failed()) {
        nodes.set(which.get(n), connect.get()).close();
      }
    }
    return answers;
  }

  @Override
  public void close() {
    nodes.forEach(RedisNode::close);
    nodes.clear();
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }

  private List<ProbeAnswer> ask(List<Callable<ProbeAnswer>> commands, long limitMillis) {
    List<ProbeAnswer> answers = new ArrayList<>();
    for (Optional<ProbeAnswer> answer :
        ParallelCalls.run(threads, commands, limitMillis, "Dynomite's client port")) {
      answers.add(answer.orElseGet(() -> ProbeAnswer.none(limitMillis)));
    }
    return answers;
  }

  private void giveUp(WarmupException e) {
    close();
    throw new WarmupException(
        e.reason(), "Dynomite's client port does not accept connections: " + e.getMessage(), e);
  }
}
