// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Decides whether and when a failed start-up run is retried. A pure rule.
 *
 * <p>A node that has begun to serve is warmed by a strategy that keeps its data. A node that found
 * no peer may be the first node of its cluster. Once such a node holds keys, it is warmed only from
 * a peer that holds clearly more keys.
 */
public final class RetryPolicy {
  private static final long LONGEST_PAUSE_MILLIS = 3_600_000;
  private static final double JITTER = 0.25;

  private final boolean bootstrap;
  private final int most;
  private final long firstPauseMillis;

  /**
   * @param bootstrap the setting {@code bootstrap}; nothing is retried if it is false
   * @param most maximum number of retries of one failed start; 0 for none
   * @param firstPauseMillis pause before the first retry; doubles with each further retry
   */
  public RetryPolicy(boolean bootstrap, int most, long firstPauseMillis) {
    this.bootstrap = bootstrap;
    this.most = most;
    this.firstPauseMillis = firstPauseMillis;
  }

  public static RetryPolicy of(WarmupConfig config) {
    return new RetryPolicy(config.bootstrap(), config.retryMax(), config.retryPauseMillis());
  }

  /**
   * Returns whether this run can be retried at all. A run without a peer can: a peer may appear
   * later.
   */
  public static boolean concerns(WarmupStatus end) {
    boolean failed = end.outcome().filter(o -> o == WarmupOutcome.FAILED).isPresent();
    return end.trigger() == Trigger.STARTUP && (failed || foundNoPeer(end));
  }

  /** Returns whether this run found no peer to be warmed from. */
  public static boolean foundNoPeer(WarmupStatus end) {
    return end.outcome().filter(o -> o == WarmupOutcome.SKIPPED).isPresent()
        && end.reasonCode().filter(r -> r == Reason.NO_PEER).isPresent();
  }

  /**
   * Returns why the run is not retried; empty if it is retried.
   *
   * @param end how the run ended
   * @param tried number of retries so far
   */
  public Optional<String> objection(WarmupStatus end, int tried) {
    if (!concerns(end)) {
      return Optional.of("the run that failed is not a start-up run");
    }
    if (!bootstrap) {
      return Optional.of("bootstrap is false");
    }
    return tried >= most
        ? Optional.of("it was retried " + Units.count(tried, "time") + " (retry.max)")
        : Optional.empty();
  }

  /**
   * Returns why this retry is skipped; empty if it is due. A replica has not served writes,
   * whatever it holds: the next run ends or adopts it.
   *
   * @param end how the run ended
   * @param local INFO of the local Redis now; empty if it does not answer
   * @param elsewhere largest number of keys on a peer with this node's token; empty if unknown
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
                + Units.keys(keys)
                + " by now, and "
                + (elsewhere.isPresent()
                    ? "its peers hold at most " + elsewhere.getAsLong()
                    : "no peer is known"));
  }

  /**
   * Returns the pause before a retry. The longest pause of one retry is shorter than the shortest
   * pause of the next, up to one hour.
   *
   * @param tried number of retries so far
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

  /** Returns what {@code preflight} reports if there is no peer; empty if nothing is retried. */
  public Optional<String> withoutPeer() {
    return bootstrap && most > 0
        ? Optional.of(
            "a start-up run that finds no peer is retried up to "
                + Units.count(most, "time")
                + " (retry.max); once this node holds keys, only a peer that holds clearly"
                + " more is taken")
        : Optional.empty();
  }

  /** Returns the maximum number of retries, for messages. */
  public int most() {
    return most;
  }
}
