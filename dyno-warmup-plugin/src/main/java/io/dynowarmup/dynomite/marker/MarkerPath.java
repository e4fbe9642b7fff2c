// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path of markers through one Dynomite to the source and to this node. */
final class MarkerPath {
  /** The time between two markers through one Dynomite. */
  static final long BETWEEN_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(MarkerPath.class);
  private static final long TIME_TO_LIVE_MILLIS = 10_000;
  private static final int LEAST_ACCEPTED = 5;

  private final Endpoint port;
  private final RedisNode node;
  private final Ticker ticker;
  private final List<Marker> accepted = new ArrayList<>();

  /** The keys of all markers that were sent through this Dynomite, whatever became of them. */
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  private Deadline limit;
  private volatile boolean reaches;
  private volatile boolean reachesHere;

  /** Whether markers do not arrive here. The node is then not waited for again. */
  private volatile boolean neverHere;

  /** Whether the path cannot be checked, because the node accepts no writes from this node. */
  private volatile boolean silent;

  /**
   * Whether the last marker got no answer. Checks within a while do not wait for the node again.
   */
  private volatile boolean unanswered;

  private Deadline askAgain;
  private volatile boolean gaveUp;

  /** What is known to be wrong with this path, as a sentence; empty if nothing is. */
  private volatile Optional<String> doubt = Optional.empty();

  MarkerPath(Endpoint port, RedisNode node, Ticker ticker) {
    this.port = port;
    this.node = node;
    this.ticker = ticker;
  }

  Endpoint port() {
    return port;
  }

  Boolean send(Marker marker) {
    unanswered = true;
    sent.add(marker.key());
    try {
      node.set(marker.key(), marker.value(), TIME_TO_LIVE_MILLIS);
      unanswered = false;
      return true;
    } catch (WarmupException e) {
      unanswered = e.reason() == Reason.TIME_OUT || e.reason() == Reason.ABORTED;
      throw e;
    }
  }

  void sent(Marker marker, boolean ok) {
    if (ok) {
      limit = limit == null ? Deadline.after(ticker, WriteReach.LIMIT_MILLIS) : limit;
      accepted.add(marker);
    } else {
      askAgain = Deadline.after(ticker, WriteReach.LIMIT_MILLIS);
      if (!hasAccepted() || limit.passed()) {
        doubt(hasAccepted() && !reaches, "the source");
        doubt(hasAccepted() && reaches && !reachesHere, "this node");
        neverHere |= hasAccepted() && !reachesHere;
        silent();
      }
    }
  }

  /** Returns what is known to be wrong with this path, as a sentence; empty if nothing is. */
  Optional<String> doubt() {
    return doubt;
  }

  private void doubt(boolean wrong, String where) {
    if (wrong && !doubt.isPresent()) {
      doubt =
          Optional.of(
              String.format(
                  "a write that Dynomite %s accepts does not reach %s within %d ms: keys that were"
                      + " written through it may be missing or old here",
                  port, where, WriteReach.LIMIT_MILLIS));
      LOG.warn("Later writes through a Dynomite are not waited for: {}", doubt.get());
    }
  }

  void silent() {
    silent = true;
  }

  /** Ends the check of this node's own Dynomite. Its writes do not have to reach the source. */
  void giveUp() {
    doubt(true, "the source");
    gaveUp = true;
    silent();
  }

  void reached() {
    reaches = true;
  }

  /** Forgets earlier markers. */
  void forget() {
    accepted.clear();
    limit = null;
    reaches = false;
    reachesHere = false;
    silent = gaveUp || unanswered && askAgain != null && !askAgain.passed();
  }

  /** Starts the limit again. */
  void again() {
    limit = limit == null ? null : Deadline.after(ticker, WriteReach.LIMIT_MILLIS);
  }

  /** Returns whether it is not known yet whether markers reach the source. */
  boolean isOpen() {
    return !reaches && !silent;
  }

  boolean hasAccepted() {
    return !accepted.isEmpty();
  }

  /** Returns whether enough markers were accepted, and none reached the source in time. */
  boolean isCut() {
    return accepted.size() >= LEAST_ACCEPTED && limit.passed();
  }

  /** Returns whether a marker has not reached this node yet. */
  boolean isOnItsWayHere() {
    return hasAccepted() && !reachesHere && !neverHere;
  }

  /** Looks for the markers in this node, for as long as in the source. */
  void findIn(RedisNode here) {
    reachesHere = exists(here);
    neverHere = !reachesHere && accepted.size() >= LEAST_ACCEPTED && limit.passed();
    doubt(neverHere, "this node");
  }

  /** A Redis that does not answer now says nothing about the writes: the limit starts again. */
  private boolean exists(RedisNode here) {
    try {
      return isIn(here);
    } catch (WarmupException e) {
      LOG.debug("Cannot tell whether a marker has arrived", e);
      again();
      return !e.reason().isTransient();
    }
  }

  /**
   * Returns whether a Redis has one of the markers that have not expired.
   *
   * @throws WarmupException as {@link RedisNode#read} does
   */
  boolean isIn(RedisNode redis) {
    int most = (int) (TIME_TO_LIVE_MILLIS / BETWEEN_MILLIS);
    return Marker.any(
        accepted.subList(Math.max(0, accepted.size() - most), accepted.size()), redis);
  }

  /** Deletes all markers, in the order of this Dynomite's writes. */
  Boolean cleanUp() {
    for (String key : sent) {
      node.delete(key);
      sent.remove(key);
    }
    return true;
  }

  boolean mayBeCleaned() {
    return !sent.isEmpty() && !unanswered;
  }

  void close() {
    node.close();
  }
}
