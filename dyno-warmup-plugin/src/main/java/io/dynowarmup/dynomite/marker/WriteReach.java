// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private final Optional<RedisNode> replica;
  private final RedisNode here;
  private RedisNode witness;
  private final MarkerKeys names;
  private final Ticker ticker;
  private final MarkerPaths paths;

  /** When a source that does not answer is given up, while markers have to be at both sides. */
  private Deadline silence;

  private Deadline next;
  private long beganNanos;

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
    Function<Endpoint, MarkerPath> path =
        port -> new MarkerPath(port, connector.connect(port, clientAccess), ticker);
    this.paths =
        new MarkerPaths(
            clientPorts.stream().map(path).collect(Collectors.toList()),
            ownPort.map(path),
            clientAccess.timeoutMillis());
  }

  /**
   * Sends the markers that are due and looks for those that were sent. The source receives at most
   * one packet for each open path.
   *
   * @return whether the check is done: each path is known to reach the source or to accept no
   *     writes from this node, or one is {@link #cut()}
   */
  public boolean poll() {
    if (next == null || (next.passed() && paths.unfinished().size() > 0)) {
      send();
    }
    List<MarkerPath> waiting = paths.open();
    if (waiting.size() > 0) {
      findInSource(waiting);
    }
    paths.findIn(here);
    return cut().isPresent() || paths.unfinished().isEmpty();
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
    paths.forget(here);
  }

  /**
   * Returns whether this check waits for markers at both sides that were sent after a moment.
   *
   * @param nanos as {@link Ticker#nanos}
   */
  public boolean coversBoth(long nanos) {
    return paths.alsoHere() && next != null && beganNanos - nanos > 0;
  }

  /** Returns how long this check has been running, in nanoseconds. */
  public long ageNanos() {
    return ticker.nanos() - beganNanos;
  }

  private void send() {
    List<MarkerPath> open = paths.unfinished();
    List<Marker> markers;
    try {
      markers = names.next(open.size());
    } catch (WarmupException e) {
      // it is unknown which keys reach this node's peers
      open.forEach(MarkerPath::silent);
      open = Collections.emptyList();
      markers = Collections.emptyList();
    }
    beganNanos = next == null ? ticker.nanos() : beganNanos;
    next = Deadline.after(ticker, MarkerPath.BETWEEN_MILLIS);
    if (!open.isEmpty()) {
      paths.send(open, markers);
    }
  }

  private boolean isSilentForLong() {
    silence = silence == null ? Deadline.after(ticker, SILENCE_MILLIS) : silence;
    return silence.passed();
  }

  private void findInSource(List<MarkerPath> waiting) {
    try {
      for (MarkerPath path : waiting) {
        if (path.hasAccepted() && path.isIn(witness)) {
          path.reached();
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
  private void refused(WarmupException e, List<MarkerPath> waiting) {
    if (e.reason().isTransient()) {
      if (isSilentForLong() && paths.alsoHere()) {
        throw new WarmupException(
            Reason.SOURCE_FAILED, "the source does not answer: " + e.getMessage(), e);
      }
      waiting.forEach(MarkerPath::again);
      return;
    }
    if (!e.reason().isRejected()) {
      throw e;
    }
    if (replica.isPresent() && witness != replica.get()) {
      witness = replica.get();
    } else {
      waiting.forEach(path -> path.silent());
    }
  }

  /** Returns a node whose accepted writes do not reach the source; empty if there is none. */
  public Optional<Endpoint> cut() {
    return paths.first(MarkerPath::isCut);
  }

  /**
   * Returns a node with an accepted write that has not reached the source yet; empty if there is
   * none.
   */
  public Optional<Endpoint> doubtful() {
    return paths.first(MarkerPath::hasAccepted);
  }

  /**
   * Returns why earlier writes may be missing here, even if later ones arrive; empty if none are.
   *
   * @param alsoOwn whether writes through this node's own Dynomite count
   */
  public Optional<String> doubt(boolean alsoOwn) {
    return paths.doubt(alsoOwn);
  }

  /** Returns whether a node has accepted a marker since {@link #again}. */
  public boolean hasWitness() {
    return paths.hasAccepted();
  }

  /** Deletes the markers and closes the connections. Never throws. */
  @Override
  public void close() {
    paths.close();
  }
}
