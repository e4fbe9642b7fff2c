package io.dynowarmup.engine;

import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupOutcome;
import io.dynowarmup.WarmupRequest.Trigger;
import io.dynowarmup.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.RedisInfo;
import java.util.Optional;
import java.util.Random;

/**
 * Whether a start-up run that failed is tried again, and when. A node that serves by now is warmed
 * by a strategy that keeps what it holds. One that found no peer is tried again only while it is
 * empty: it may be the first node of its cluster, and its keys the only copy. Pure.
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
    WarmupOutcome outcome = end.outcome().orElse(WarmupOutcome.WARMED);
    boolean noPeer =
        outcome == WarmupOutcome.SKIPPED && end.reasonCode().orElse(null) == Reason.NO_PEER;
    return end.trigger() == Trigger.STARTUP && (outcome == WarmupOutcome.FAILED || noPeer);
  }

  /**
   * Why the run is not tried again; empty when it is.
   *
   * @param end how it ended
   * @param local INFO of the local Redis now; empty when it does not answer
   * @param tried how often it has been tried again
   */
  public Optional<String> objection(WarmupStatus end, Optional<RedisInfo> local, int tried) {
    if (!concerns(end)) {
      return Optional.of("it is no start-up run that failed");
    }
    if (!bootstrap) {
      return Optional.of("bootstrap is false");
    }
    if (tried >= most) {
      return Optional.of("it was tried again " + tried + " times (retry.max)");
    }
    return end.outcome().get() == WarmupOutcome.FAILED
        ? Optional.empty()
        : local.flatMap(RetryPolicy::served);
  }

  /** A replica has not served writes, whatever it holds: the next run ends or adopts it. */
  private static Optional<String> served(RedisInfo local) {
    return local.keys() > 0 && !local.replication().isReplica()
        ? Optional.of(
            "the node holds "
                + local.keys()
                + " keys by now, and no peer was known that it could lack keys of; a run that is"
                + " started by hand compares them with a peer's, or replaces them (strategy)")
        : Optional.empty();
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

  /** For messages. */
  int most() {
    return most;
  }
}
