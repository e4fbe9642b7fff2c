// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The path of the markers of {@link PeerMarkers} from one node through the source to the replica.
 */
final class Witness {
  private static final long TIME_TO_LIVE_MILLIS = 10_000;

  private final RedisNode node;
  private final RedisNode local;
  private final Ticker ticker;
  private final List<Marker> markers = new ArrayList<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile long sentAt;

  /** Time of the last marker; empty as long as it has not arrived. */
  private volatile OptionalLong tookNanos = OptionalLong.empty();

  private volatile boolean accepted;
  private volatile boolean gone;

  /** Why the node refused its last marker; empty if it did not. */
  private volatile String refusal = "";

  /**
   * Whether the state of the node, or its Redis that is a replica while the node is warmed itself,
   * did not allow its last marker. Dynomite passes it on to the other racks all the same.
   */
  private volatile boolean closed;

  private volatile boolean hasArrived;

  /**
   * @param node client port of the node's Dynomite
   * @param local the replica
   */
  Witness(RedisNode node, RedisNode local, Ticker ticker) {
    this.node = node;
    this.local = local;
    this.ticker = ticker;
  }

  Endpoint endpoint() {
    return node.endpoint();
  }

  boolean accepted() {
    return accepted;
  }

  /**
   * Returns whether the node refuses writes in its state, and no marker of it has been accepted or
   * has arrived so far.
   */
  boolean closed() {
    return closed && !accepted;
  }

  /** Returns whether the node refused its last marker. */
  boolean gone() {
    return gone;
  }

  /** Returns why the node refused its last marker; empty if it did not. */
  String refusal() {
    return refusal;
  }

  boolean hasArrived() {
    return hasArrived;
  }

  /** Returns the time of the last marker in ns; empty as long as it has not arrived. */
  OptionalLong tookNanos() {
    return tookNanos;
  }

  void next(Marker marker) {
    markers.add(marker);
    tookNanos = OptionalLong.empty();
  }

  /** Returns the key of the last marker. */
  String key() {
    return last().key();
  }

  private Marker last() {
    return markers.get(markers.size() - 1);
  }

  /**
   * Sends the marker. A node that is only slow remains a witness, because its writes are slow too.
   */
  Boolean send() {
    begin();
    try {
      gone = false;
      refusal = "";
      return sendOrThrow();
    } catch (WarmupException e) {
      refusal = String.valueOf(e.getMessage());
      closed = isClosed(e);
      gone = e.reason() != Reason.TIME_OUT && e.reason() != Reason.ABORTED && !closed;
      throw e;
    } finally {
      busy.set(false);
    }
  }

  /**
   * Claims the connection. A call that the caller no longer waits for may still use it.
   *
   * @throws WarmupException TIME_OUT if it is in use
   */
  private void begin() {
    if (!busy.compareAndSet(false, true)) {
      throw new WarmupException(
          Reason.TIME_OUT, "Dynomite " + endpoint() + " has not answered the last marker yet");
    }
  }

  private Boolean sendOrThrow() {
    closed = false;
    if (markers.size() == 1) {
      node.delete(
          last().key()); // connects first, so that the time of the marker does not include it
    }
    sentAt = ticker.nanos();
    node.set(last().key(), last().value(), TIME_TO_LIVE_MILLIS);
    accepted = true;
    return true;
  }

  /**
   * Writes a marker of a cut.
   *
   * @return false if the node was {@link #closed()} and still is
   */
  boolean write(String value) {
    begin();
    try {
      node.set(last().key(), value, TIME_TO_LIVE_MILLIS);
      closed = false;
      accepted = true;
      return true;
    } catch (WarmupException e) {
      closed = isClosed(e);
      if (!closed) {
        throw e;
      }
      return !closed();
    } finally {
      busy.set(false);
    }
  }

  private static boolean isClosed(WarmupException e) {
    return DynomiteState.hasRefused(e) || e.reason() == Reason.READONLY;
  }

  boolean poll() {
    if (!tookNanos.isPresent() && Marker.any(Collections.singletonList(last()), local)) {
      tookNanos = OptionalLong.of(ticker.nanos() - sentAt);
      accepted = true;
      hasArrived = true;
    }
    return tookNanos.isPresent();
  }

  Boolean cleanUp() {
    markers.forEach(m -> node.delete(m.key()));
    return true;
  }

  /** Deletes the markers in the replica. */
  void cleanUpHere() {
    markers.forEach(m -> local.delete(m.key()));
  }

  void close() {
    node.close();
  }
}
