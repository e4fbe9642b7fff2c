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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether writes that other nodes' Dynomites accept reach the source's Redis. It sets a
 * marker through each of them and looks for it in the source.
 *
 * <p>Dynomite sends the writes of one node in order. If markers that were sent after a moment have
 * reached the source and this node, all writes before that moment have run on both.
 *
 * <p>If a marker is accepted but does not arrive, the source does not receive that node's writes.
 * Its Dynomite is dead, out of service or not connected, or its Redis is another one. Dynomite
 * restores a broken connection to another Dynomite within 10 s. Markers are therefore sent once a
 * second for {@link #LIMIT_MILLIS} before the check fails. Used by one thread.
 */
public final class WriteReach implements AutoCloseable {
  /** Limit in ms: the longest back-off of Dynomite (10 s) and the time that a write then takes. */
  public static final long LIMIT_MILLIS = 15_000;

  private static final long SILENCE_MILLIS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(WriteReach.class);

  private final Optional<RedisNode> replica;
  private final RedisNode here;
  private RedisNode witness;
  private final MarkerKeys names;
  private final Ticker ticker;
  private final int limitMillis;
  private final ExecutorService threads = ParallelCalls.threads();
  private final List<MarkerWay> ways = new ArrayList<>();
  private final Optional<MarkerWay> own;

  /** When a source that does not answer is given up, while markers have to be at both sides. */
  private Deadline silence;

  private Deadline next;
  private long beganNanos;
  private boolean alsoHere;

  /**
   * Creates a check.
   *
   * @param clientPorts client ports of other nodes' Dynomites, including the source's own
   * @param ownPort that of this node's, if clients may write through it
   * @param clientAccess access to these ports; its timeout limits one round of markers
   * @param source the source's Redis
   * @param here the local Redis
   * @param replicates whether the local Redis is its replica, to ask where GETRANGE is not
   *     permitted
   * @param ownedKeys returns the given number of keys with the given prefix in this node's own
   *     token range
   */
  public WriteReach(
      List<Endpoint> clientPorts,
      Optional<Endpoint> ownPort,
      RedisConnector connector,
      RedisAccess clientAccess,
      RedisNode source,
      RedisNode here,
      boolean replicates,
      BiFunction<String, Integer, List<String>> ownedKeys,
      Ticker ticker) {
    this.witness = source;
    this.here = here;
    this.replica = replicates ? Optional.of(here) : Optional.empty();
    this.names = MarkerKeys.ofReach(ownedKeys);
    this.ticker = ticker;
    this.limitMillis = clientAccess.timeoutMillis();
    for (Endpoint port : clientPorts) {
      ways.add(new MarkerWay(port, connector.connect(port, clientAccess), ticker));
    }
    own = ownPort.map(port -> new MarkerWay(port, connector.connect(port, clientAccess), ticker));
    own.ifPresent(ways::add);
  }

  /**
   * Sends the markers that are due and looks for those that were sent. The source receives at most
   * one packet for each open path.
   *
   * @return whether the check is done: each path is known to reach the source or to accept no
   *     writes from this node, or one is {@link #cut()}
   */
  public boolean poll() {
    if (next == null || (next.passed() && unfinished().size() > 0)) {
      send();
    }
    List<MarkerWay> waiting = open();
    if (waiting.size() > 0) {
      findInSource(waiting);
    }
    findHere();
    own.filter(MarkerWay::isCut).ifPresent(MarkerWay::giveUp);
    return cut().isPresent() || open().isEmpty() && ways.stream().noneMatch(this::isOnItsWayHere);
  }

  /**
   * Repeats the check. A marker that arrived before proves nothing any more.
   *
   * @param here whether to wait also until the markers are at this node, whose Dynomite passes
   *     writes on
   */
  public void again(boolean here) {
    next = null;
    silence = null;
    alsoHere = here;
    ways.forEach(MarkerWay::forget);
  }

  /** Deletes the markers. One that cannot be deleted expires. */
  private void deleteMarkers() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    ways.stream().filter(MarkerWay::mayBeCleaned).forEach(way -> tasks.add(way::cleanUp));
    try {
      if (tasks.size() > 0) {
        ParallelCalls.run(threads, tasks, limitMillis, "the markers' removal");
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot delete markers", e);
    }
  }

  /**
   * Returns whether this check waits for markers at both sides that were sent after a moment.
   *
   * @param nanos as {@link Ticker#nanos}
   */
  public boolean coversBoth(long nanos) {
    return alsoHere && next != null && beganNanos - nanos > 0;
  }

  /** Returns how long this check has been running, in nanoseconds. */
  public long ageNanos() {
    return ticker.nanos() - beganNanos;
  }

  private List<MarkerWay> open() {
    List<MarkerWay> open = new ArrayList<>();
    for (MarkerWay way : ways) {
      if (way.isOpen() && (alsoHere || !isOwn(way))) {
        open.add(way);
      }
    }
    return open;
  }

  /** Returns the paths on which a marker has not reached each side that it has to reach. */
  private List<MarkerWay> unfinished() {
    List<MarkerWay> unfinished = open();
    ways.stream().filter(this::isOnItsWayHere).forEach(unfinished::add);
    return unfinished.stream().distinct().collect(Collectors.toList());
  }

  private boolean isOwn(MarkerWay way) {
    return own.isPresent() && way == own.get();
  }

  private void send() {
    List<MarkerWay> open = unfinished();
    List<Marker> markers;
    try {
      markers = names.next(open.size());
    } catch (WarmupException e) {
      // it is unknown which keys reach this node's peers
      open.forEach(MarkerWay::silent);
      open = Collections.emptyList();
      markers = Collections.emptyList();
    }
    beganNanos = next == null ? ticker.nanos() : beganNanos;
    next = Deadline.after(ticker, MarkerWay.BETWEEN_MILLIS);
    if (!open.isEmpty()) {
      send(open, markers);
    }
  }

  private boolean isSilentForLong() {
    silence = silence == null ? Deadline.after(ticker, SILENCE_MILLIS) : silence;
    return silence.passed();
  }

  private void send(List<MarkerWay> open, List<Marker> markers) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      MarkerWay way = open.get(i);
      Marker marker = markers.get(i);
      tasks.add(() -> way.send(marker));
    }
    List<Optional<Boolean>> accepted =
        ParallelCalls.run(threads, tasks, limitMillis, "the markers");
    for (int i = 0; i < open.size(); i++) {
      open.get(i).sent(markers.get(i), accepted.get(i).isPresent());
    }
  }

  private boolean isOnItsWayHere(MarkerWay way) {
    return alsoHere && way.isOnItsWayHere();
  }

  private void findHere() {
    ways.stream().filter(this::isOnItsWayHere).forEach(way -> way.findIn(here));
  }

  private void findInSource(List<MarkerWay> waiting) {
    try {
      for (MarkerWay way : waiting) {
        if (way.hasAccepted() && way.isIn(witness)) {
          way.reached();
        }
      }
      silence = null;
    } catch (WarmupException e) {
      refused(e, waiting);
    }
  }

  /**
   * Uses the replica if the source does not permit GETRANGE. Without a replica, the check is not
   * possible. A witness that does not answer now says nothing about the writes: the transfer judges
   * the source, and the limit starts again.
   */
  private void refused(WarmupException e, List<MarkerWay> waiting) {
    if (e.reason().isTransient()) {
      if (isSilentForLong() && alsoHere) {
        throw new WarmupException(
            Reason.SOURCE_FAILED, "the source does not answer: " + e.getMessage(), e);
      }
      waiting.forEach(MarkerWay::again);
      return;
    }
    if (!e.reason().isRejected()) {
      throw e;
    }
    if (replica.isPresent() && witness != replica.get()) {
      witness = replica.get();
    } else {
      waiting.forEach(way -> way.silent());
    }
  }

  /** Returns a node whose accepted writes do not reach the source; empty if there is none. */
  public Optional<Endpoint> cut() {
    return first(MarkerWay::isCut);
  }

  /**
   * Returns a node with an accepted write that has not reached the source yet; empty if there is
   * none.
   */
  public Optional<Endpoint> doubtful() {
    return first(MarkerWay::hasAccepted);
  }

  /**
   * Returns why writes may be missing here, whatever becomes of later ones; empty if none is.
   *
   * @param alsoOwn whether writes through this node's own Dynomite count
   */
  public Optional<String> doubt(boolean alsoOwn) {
    return ways.stream()
        .filter(way -> alsoOwn || !isOwn(way))
        .map(MarkerWay::doubt)
        .filter(Optional::isPresent)
        .findFirst()
        .orElse(Optional.empty());
  }

  /** Returns whether a node has accepted a marker since {@link #again}. */
  public boolean hasWitness() {
    return ways.stream().anyMatch(MarkerWay::hasAccepted);
  }

  private Optional<Endpoint> first(Predicate<MarkerWay> wanted) {
    return open().stream().filter(wanted.and(way -> !isOwn(way))).map(MarkerWay::port).findFirst();
  }

  /** Deletes the markers and closes the connections. Never throws. */
  @Override
  public void close() {
    deleteMarkers();
    ways.forEach(MarkerWay::close);
    ways.clear();
    threads.shutdownNow();
  }
}
