// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.spi.HandOverPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Calculates how long the hand-over may take and how long it settles. A pure rule.
 *
 * <p>Two measured limits of Dynomite bound the hand-over. Dynomite drops a queue that is older than
 * its {@code timeout} (5,000 ms by default). It also drops a queue that is flushed with more than
 * 20,000 unanswered requests.
 */
public final class HandOverPlanner {
  /** A quarter of what Dynomite can hold (20,000 requests). */
  static final long MOST_QUEUED_WRITES = 5_000;

  static final long LEAST_SETTLE_MILLIS = 10;
  public static final long MOST_SETTLE_MILLIS = 1_000;

  /** Half of what Dynomite can hold (20,000 requests). */
  private static final long DOUBTFUL_WRITES = 10_000;

  private static final long MOST_QUEUE_MILLIS = 2_000;

  /** Time for reading M, the detach and RESUMING, without the time on the network. */
  private static final long WORK_MILLIS = 50;

  private static final long JITTER_MILLIS = 5;

  /** Time for writes that one Dynomite forwards slightly later than another. */
  private static final long PAUSE_SETTLE_MILLIS = 3;

  private final long configuredLimitMillis;
  private final OptionalLong configuredSettleMillis;
  private final long dynomiteTimeoutMillis;
  private final long pauseMillis;

  /**
   * @param configuredLimitMillis {@code handover.msec}
   * @param configuredSettleMillis {@code handover.settle.msec}; empty to measure
   * @param dynomiteTimeoutMillis Dynomite's {@code timeout}
   * @param pauseMillis {@code pause.source.msec}; 0 if the writes of the source are not paused
   */
  public HandOverPlanner(
      long configuredLimitMillis,
      OptionalLong configuredSettleMillis,
      long dynomiteTimeoutMillis,
      long pauseMillis) {
    this.configuredLimitMillis = configuredLimitMillis;
    this.configuredSettleMillis = configuredSettleMillis;
    this.dynomiteTimeoutMillis = dynomiteTimeoutMillis;
    this.pauseMillis = pauseMillis;
  }

  /**
   * Returns the plan of one hand-over.
   *
   * @param roundTripMillis longest round-trip time to any peer of the region
   * @param sourceInfoMillis longest time in which the source answered INFO
   * @param skewMillis measured time of a write from a peer through the source to this node; empty
   *     if not measured
   * @param writesPerSecond write rate of the source; empty if unknown
   */
  public HandOverPlan plan(
      long roundTripMillis,
      long sourceInfoMillis,
      OptionalLong skewMillis,
      OptionalLong writesPerSecond) {
    List<String> notes = new ArrayList<>();
    long skew = skewMillis.orElse(0);
    long writes = writesPerSecond.orElse(0);
    long limit = forSlowWrites(limit(writes, notes), skew, writes, notes);
    long settle = settle(roundTripMillis, sourceInfoMillis, skewMillis, notes);
    long wanted = settle;
    // Reading M takes one INFO. The bytes up to M arrive no later than the answer to it.
    long room = Math.max(0, limit - sourceInfoMillis - sourceInfoMillis / 4 - WORK_MILLIS);
    long most =
        Math.min(MOST_SETTLE_MILLIS, Math.max(room, Math.min(limit / 4, LEAST_SETTLE_MILLIS)));
    if (settle > most) {
      notes.add(
          "settle cut from "
              + settle
              + " to "
              + most
              + (most == MOST_SETTLE_MILLIS
                  ? " ms, the maximum"
                  : " ms by the limit of WRITES_ONLY"));
      settle = most;
    }
    long before = settle;
    if (pauseMillis > 0 && !configuredSettleMillis.isPresent()) {
      before = settleBeforePause(settle, 2 * roundTripMillis + sourceInfoMillis, skew, notes);
    }
    return new HandOverPlan.Builder()
        .limitMillis(limit)
        .settleMillis(settle)
        .wantedSettleMillis(wanted)
        .queueMillis(queueMillis(writes))
        .note(String.join("; ", notes))
        .pauseMillis(pauseMillis)
        .pauseSettleMillis(before)
        .build();
  }

  /**
   * Returns the time between WRITES_ONLY and the pause of the source, in milliseconds.
   *
   * <p>A write that runs on the source before the pause and reaches this node after WRITES_ONLY is
   * applied twice. The pause therefore comes early.
   *
   * <p>The pause command takes one way to the source. Writes that reached this node before
   * WRITES_ONLY are on the source by then. This holds unless a detour through a third node takes
   * longer than the path to this node and on to the source. If a marker took longer than that
   * explains, the whole settle time passes first: a write applied twice is better than a lost
   * write.
   */
  private static long settleBeforePause(
      long settle, long explainedMillis, long skewMillis, List<String> notes) {
    if (skewMillis > explainedMillis + JITTER_MILLIS) {
      notes.add(
          "the source is paused only after the settle time, because a write reaches it by a detour");
      return settle;
    }
    notes.add("the source is paused " + PAUSE_SETTLE_MILLIS + " ms after WRITES_ONLY");
    return Math.min(settle, PAUSE_SETTLE_MILLIS);
  }

  /**
   * Returns for how long Dynomite's queue is certainly complete, in milliseconds. Its caps are
   * twice those of the limit.
   */
  private long queueMillis(long writesPerSecond) {
    long byRate =
        writesPerSecond > 0 ? DOUBTFUL_WRITES * 1000 / writesPerSecond : MOST_QUEUE_MILLIS;
    return Math.max(1, Math.min(MOST_QUEUE_MILLIS, Math.min(byRate, dynomiteTimeoutMillis / 2)));
  }

  /**
   * Extends the limit for writes that take longer to this node, as far as the queue is certainly
   * complete and holds no more than {@link #MOST_QUEUED_WRITES}. A hand-over that does not wait for
   * them loses some.
   */
  private long forSlowWrites(
      long limit, long skewMillis, long writesPerSecond, List<String> notes) {
    long wanted = WORK_MILLIS + withSpread(skewMillis);
    long most = Math.min(queueMillis(writesPerSecond), limitByRate(writesPerSecond));
    if (skewMillis <= limit || most <= limit) {
      return limit;
    }
    long extended = Math.min(most, Math.max(limit, wanted));
    notes.add(
        "WRITES_ONLY extended to "
            + extended
            + " ms by a write that took "
            + skewMillis
            + " ms from a peer through the source");
    return extended;
  }

  private static long withSpread(long skewMillis) {
    return skewMillis + skewMillis / 4 + JITTER_MILLIS;
  }

  private static long limitByRate(long writesPerSecond) {
    return writesPerSecond > 0
        ? Math.max(1, MOST_QUEUED_WRITES * 1000 / writesPerSecond)
        : Long.MAX_VALUE;
  }

  private long limit(long writesPerSecond, List<String> notes) {
    long limit = configuredLimitMillis;
    long byRate = limitByRate(writesPerSecond);
    if (byRate < limit) {
      limit = byRate;
      notes.add("WRITES_ONLY cut to " + limit + " ms by " + writesPerSecond + " writes/s");
    }
    long byTimeout = Math.max(1, dynomiteTimeoutMillis / 4);
    if (byTimeout < limit) {
      limit = byTimeout;
      notes.add(
          "WRITES_ONLY cut to "
              + limit
              + " ms by Dynomite's timeout of "
              + dynomiteTimeoutMillis
              + " ms");
    }
    return limit;
  }

  private long settle(
      long roundTripMillis, long sourceInfoMillis, OptionalLong skewMillis, List<String> notes) {
    if (configuredSettleMillis.isPresent()) {
      notes.add("settle as configured");
      return configuredSettleMillis.getAsLong();
    }
    long measured = 2 * Math.max(0, roundTripMillis) + Math.max(0, sourceInfoMillis);
    String from =
        "settle from 2 x " + roundTripMillis + " ms round trip + " + sourceInfoMillis + " ms INFO";
    if (skewMillis.isPresent() && withSpread(skewMillis.getAsLong()) > measured) {
      long skew = skewMillis.getAsLong();
      measured = withSpread(skew);
      from = "settle from a write that took " + skew + " ms from a peer through the source";
    }
    notes.add(from);
    return Math.max(LEAST_SETTLE_MILLIS, measured);
  }
}
