// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Whether what other nodes' Dynomites accept reaches the source's Redis. A marker is set through
 * each of them, and looked for in the source. One that is accepted and does not come means that the
 * source does not get that node's writes: its Dynomite is dead, out of service or not connected, or
 * its Redis is another one. A connection between two Dynomites that broke comes back within 10 s;
 * so a marker a second is sent for {@link #LIMIT_MILLIS} before that is said. Used by one thread.
 */
public final class WriteReach implements AutoCloseable {
  /** Above the longest back-off of Dynomite (10 s), with the time that a write then takes. */
  public static final long LIMIT_MILLIS = 15_000;

  private static final long TIME_TO_LIVE_MILLIS = 10_000;
  private static final long BETWEEN_MILLIS = 1_000;
  private static final int LEAST_ACCEPTED = 5;

  private final Optional<RedisNode> replica;
  private RedisNode witness;
  private final MarkerKeys names;
  private final Ticker ticker;
  private final int limitMillis;
  private final ExecutorService threads = ParallelCalls.threads();
  private final List<Way> ways = new ArrayList<>();
  private Deadline next;

  /**
   * @param clientPorts of other nodes' Dynomites, the source's own among them
   * @param clientAccess to them; its time-out is the limit for one round of markers
   * @param source its Redis
   * @param replica of that Redis, asked instead where the source does not permit EXISTS; empty when
   *     there is none
   * @param ownedKeys prefix and count to as many keys in this node's own token range
   */
  public WriteReach(
      List<Endpoint> clientPorts,
      RedisConnector connector,
      RedisAccess clientAccess,
      RedisNode source,
      Optional<RedisNode> replica,
      BiFunction<String, Integer, List<String>> ownedKeys,
      Ticker ticker) {
    this.witness = source;
    this.replica = replica;
    this.names = MarkerKeys.ofReach(ownedKeys);
    this.ticker = ticker;
    this.limitMillis = clientAccess.timeoutMillis();
    for (Endpoint port : clientPorts) {
      ways.add(new Way(port, connector.connect(port, clientAccess)));
    }
  }

  /**
   * Sends what is due, and looks for what was sent; at most one command to the source.
   *
   * @return whether there is nothing to wait for any more: each way is known to reach the source,
   *     to take no writes from here, or is {@link #cut()}
   */
  public boolean look() {
    if (next == null || (next.passed() && open().size() > 0)) {
      send();
    }
    List<Way> waiting = open();
    if (waiting.size() > 0) {
      lookAtSource(waiting);
    }
    return open().isEmpty() || cut().isPresent();
  }

  private List<Way> open() {
    List<Way> open = new ArrayList<>();
    for (Way way : ways) {
      if (!way.reaches && !way.silent) {
        open.add(way);
      }
    }
    return open;
  }

  private void send() {
    next = Deadline.after(ticker, BETWEEN_MILLIS);
    List<Way> open = open();
    if (open.isEmpty()) {
      return;
    }
    List<String> keys;
    try {
      keys = names.next(open.size());
    } catch (WarmupException e) {
      // which keys reach this node's peers is not known
      open.forEach(way -> way.silent = true);
      return;
    }
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Way way = open.get(i);
      String key = keys.get(i);
      tasks.add(() -> way.send(key));
    }
    List<Optional<Boolean>> accepted =
        ParallelCalls.run(threads, tasks, limitMillis, "the markers");
    for (int i = 0; i < open.size(); i++) {
      open.get(i).sent(keys.get(i), accepted.get(i).isPresent());
    }
  }

  private void lookAtSource(List<Way> waiting) {
    try {
      for (Way way : waiting) {
        if (!way.accepted.isEmpty() && witness.exists(way.recent()) > 0) {
          way.reaches = true;
        }
      }
    } catch (WarmupException e) {
      refused(e, waiting);
    }
  }

  /** Without EXISTS at the source its replica tells; without a replica nothing does. */
  private void refused(WarmupException e, List<Way> waiting) {
    if (e.reason() != Reason.NOPERM && e.reason() != Reason.REDIS_ERROR) {
      throw e;
    }
    if (replica.isPresent() && witness != replica.get()) {
      witness = replica.get();
    } else {
      waiting.forEach(way -> way.silent = true);
    }
  }

  /** A node whose accepted writes do not reach the source. */
  public Optional<Endpoint> cut() {
    return first(way -> way.accepted.size() >= LEAST_ACCEPTED && way.limit.passed());
  }

  /** A node of which one accepted write has not reached the source so far. */
  public Optional<Endpoint> doubtful() {
    return first(way -> !way.accepted.isEmpty());
  }

  private Optional<Endpoint> first(Predicate<Way> wanted) {
    return open().stream().filter(wanted).map(way -> way.port).findFirst();
  }

  /** Removes the markers, and closes the connections; never throws. */
  @Override
  public void close() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    ways.forEach(way -> tasks.add(way::cleanUp));
    try {
      if (!tasks.isEmpty()) {
        ParallelCalls.run(threads, tasks, limitMillis, "the markers' removal");
      }
    } catch (WarmupException e) {
      // their time to live removes them
    }
    ways.forEach(way -> way.node.close());
    ways.clear();
    threads.shutdownNow();
  }

  /** Through one Dynomite to the source. */
  private final class Way {
    private final Endpoint port;
    private final RedisNode node;
    private final List<String> accepted = new ArrayList<>();
    private Deadline limit;
    private boolean reaches;

    /** Takes no writes from here, so it bears no witness. */
    private boolean silent;

    Way(Endpoint port, RedisNode node) {
      this.port = port;
      this.node = node;
    }

    Boolean send(String key) {
      node.set(key, "marker", TIME_TO_LIVE_MILLIS);
      return true;
    }

    void sent(String key, boolean ok) {
      if (ok) {
        limit = limit == null ? Deadline.after(ticker, LIMIT_MILLIS) : limit;
        accepted.add(key);
      } else {
        silent = true;
      }
    }

    /** Those that have not expired. */
    private List<String> recent() {
      int most = (int) (TIME_TO_LIVE_MILLIS / BETWEEN_MILLIS);
      return accepted.subList(Math.max(0, accepted.size() - most), accepted.size());
    }

    Boolean cleanUp() {
      accepted.forEach(node::delete);
      return true;
    }
  }
}
