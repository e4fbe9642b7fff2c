// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
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
 * Checks whether writes that other nodes' Dynomites accept reach the source's Redis. It sets a
 * marker through each of them and looks for it in the source.
 *
 * <p>If a marker is accepted but does not arrive, the source does not receive that node's writes.
 * Its Dynomite is dead, out of service or not connected, or its Redis is another one. Dynomite
 * restores a broken connection to another Dynomite within 10 s. Markers are therefore sent once a
 * second for {@link #LIMIT_MILLIS} before the check fails. Used by one thread.
 */
public final class WriteReach implements AutoCloseable {
  /** Limit in ms: the longest back-off of Dynomite (10 s) and the time that a write then takes. */
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
   * Creates a check.
   *
   * @param clientPorts client ports of other nodes' Dynomites, including the source's own
   * @param clientAccess access to these ports; its timeout limits one round of markers
   * @param source the source's Redis
   * @param replica a replica of that Redis, which is asked if the source does not permit EXISTS;
   *     empty if there is none
   * @param ownedKeys returns the given number of keys with the given prefix in this node's own
   *     token range
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
   * Sends the markers that are due and looks for those that were sent. Sends at most one command
   * for each open path to the source.
   *
   * @return whether the check is done: each path is known to reach the source or to accept no
   *     writes from this node, or one is {@link #cut()}
   */
  public boolean poll() {
    if (next == null || (next.passed() && open().size() > 0)) {
      send();
    }
    List<Way> waiting = open();
    if (waiting.size() > 0) {
      findInSource(waiting);
    }
    return open().isEmpty() || cut().isPresent();
  }

  /** Repeats the check. A marker that arrived before proves nothing any more. */
  public void again() {
    next = null;
    ways.forEach(Way::forget);
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
      // it is unknown which keys reach this node's peers
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

  private void findInSource(List<Way> waiting) {
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

  /**
   * Uses the replica if the source does not permit EXISTS. Without a replica, the check is not
   * possible. A witness that does not answer now says nothing about the writes: the transfer judges
   * the source, and the limit starts again.
   */
  private void refused(WarmupException e, List<Way> waiting) {
    if (e.reason().isTransient()) {
      waiting.forEach(Way::again);
      return;
    }
    if (!e.reason().isRejected()) {
      throw e;
    }
    if (replica.isPresent() && witness != replica.get()) {
      witness = replica.get();
    } else {
      waiting.forEach(way -> way.silent = true);
    }
  }

  /** Returns a node whose accepted writes do not reach the source; empty if there is none. */
  public Optional<Endpoint> cut() {
    return first(way -> way.accepted.size() >= LEAST_ACCEPTED && way.limit.passed());
  }

  /**
   * Returns a node with an accepted write that has not reached the source yet; empty if there is
   * none.
   */
  public Optional<Endpoint> doubtful() {
    return first(way -> !way.accepted.isEmpty());
  }

  private Optional<Endpoint> first(Predicate<Way> wanted) {
    return open().stream().filter(wanted).map(way -> way.port).findFirst();
  }

  /** Deletes the markers and closes the connections. Never throws. */
  @Override
  public void close() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    ways.forEach(way -> tasks.add(way::cleanUp));
    try {
      if (!tasks.isEmpty()) {
        ParallelCalls.run(threads, tasks, limitMillis, "the markers' removal");
      }
    } catch (WarmupException e) {
      // the markers expire
    }
    ways.forEach(way -> way.node.close());
    ways.clear();
    threads.shutdownNow();
  }

  /** The path through one Dynomite to the source. */
  private final class Way {
    private final Endpoint port;
    private final RedisNode node;
    private final List<String> accepted = new ArrayList<>();
    private Deadline limit;
    private boolean reaches;

    /** Whether the path cannot be checked, because the node accepts no writes from this node. */
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

    void forget() {
      // the next markers have other names, because the old ones may still be at the source
      accepted.clear();
      limit = null;
      reaches = false;
      silent = false;
    }

    void again() {
      limit = limit == null ? null : Deadline.after(ticker, LIMIT_MILLIS);
    }

    /** Returns the keys of the markers that have not expired. */
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
