// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Whether a start-up run that failed is tried again, and when. A node that serves by now is warmed
 * by a strategy that keeps what it holds. One that found no peer may be the first node of its
 * cluster: once it holds keys it is warmed only from a peer that holds clearly more. Pure.
 */
public final class RetryPolicy {
  private static final long LONGEST_PAUSE_MILLIS = 3_600_000;
  private static final double JITTER = 0.25;

  private final boolean bootstrap;
  private final int most;
  private final long firstPauseMillis;

  /**
   * @param most retries of one failed start; 0 is none
   * @param firstPauseMillis before the first; each next one is twice as long
   */
  public RetryPolicy(boolean bootstrap, int most, long firstPauseMillis) {
    this.bootstrap = bootstrap;
    this.most = most;
    this.firstPauseMillis = firstPauseMillis;
  }

  public static RetryPolicy of(WarmupConfig config) {
    return new RetryPolicy(config.bootstrap(), config.retryMax(), config.retryPauseMillis());
  }

  /** Whether this run is one that may be tried again at all; a peer may be known later. */
  public static boolean concerns(WarmupStatus end) {
    boolean failed = end.outcome().filter(o -> o == WarmupOutcome.FAILED).isPresent();
    return end.trigger() == Trigger.STARTUP && (failed || foundNoPeer(end));
  }

  /** Whether this run found no peer that it could be warmed from. */
  public static boolean foundNoPeer(WarmupStatus end) {
    return end.outcome().filter(o -> o == WarmupOutcome.SKIPPED).isPresent()
        && end.reasonCode().filter(r -> r == Reason.NO_PEER).isPresent();
  }

  /**
   * Why the run is not tried again; empty when it is.
   *
   * @param end how it ended
   * @param tried how often it has been tried again
   */
  public Optional<String> objection(WarmupStatus end, int tried) {
    if (!concerns(end)) {
      return Optional.of("it is no start-up run that failed");
    }
    if (!bootstrap) {
      return Optional.of("bootstrap is false");
    }
    return tried >= most
        ? Optional.of("it was tried again " + tried + " times (retry.max)")
        : Optional.empty();
  }

  /**
   * Why this try is passed over; empty when it is due. A replica has not served writes, whatever it
   * holds: the next run ends or adopts it.
   *
   * @param end how the run ended
   * @param local INFO of the local Redis now; empty when it does not answer
   * @param elsewhere most keys that a peer with this node's token holds; empty where none tells
   */
  public static Optional<String> notNow(
      WarmupStatus end, Optional<RedisInfo> local, OptionalLong elsewhere) {
    boolean served = local.filter(i -> i.keys() > 0 && !i.replication().isReplica()).isPresent();
    if (!foundNoPeer(end) || !served) {
      return Optional.empty();
    }
    long keys = local.get().keys();
    boolean lacks = elsewhere.isPresent() && elsewhere.getAsLong() * 10 > keys * 11;
    return lacks
        ? Optional.empty()
        : Optional.of(
            "the node holds "
                + keys
                + " keys by now, and "
                + (elsewhere.isPresent()
                    ? "its peers hold at most " + elsewhere.getAsLong()
                    : "no peer is known"));
  }

  /**
   * How long to wait: the longest for one try is shorter than the shortest for the next one, up to
   * an hour.
   *
   * @param tried how often it has been tried again
   * @return milliseconds
   */
  public long pauseMillis(int tried, Random random) {
    long pause = firstPauseMillis;
    for (int i = 0; i < tried && pause < LONGEST_PAUSE_MILLIS; i++) {
      pause *= 2;
    }
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Math.round(Math.min(pause, LONGEST_PAUSE_MILLIS) * factor);
  }

  /** What {@code preflight} says where there is no peer; empty where nothing is tried again. */
  public Optional<String> withoutPeer() {
    return bootstrap && most > 0
        ? Optional.of(
            "a start-up run that finds no peer is tried again up to "
                + most
                + " times (retry.max); once this node holds keys, only a peer that holds clearly"
                + " more is taken")
        : Optional.empty();
  }

  /** For messages. */
  public int most() {
    return most;
  }
}
