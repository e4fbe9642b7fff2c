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

/** Connections to Dynomite's client port, one for each key, all of them open at the same time. */
final class ProbeConnections implements AutoCloseable {
  /** A busy machine may need a while for so many connections at once; a dead port refuses. */
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
   * Connects those that are not, with a PING each; most states of Dynomite refuse it, and that too
   * is an answer.
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
      answer.failure().filter(e -> !somebodyIsThere(e)).ifPresent(this::giveUp);
    }
  }

  private static boolean somebodyIsThere(WarmupException e) {
    return e.reason() == Reason.REDIS_ERROR
        || e.reason() == Reason.REFUSES_WRITES
        || e.reason() == Reason.CONNECTION_LOST;
  }

  /** DEL of these keys (by their places), each through its connection, at the same time. */
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
        e.reason(), "Dynomite's client port does not take connections: " + e.getMessage(), e);
  }
}
