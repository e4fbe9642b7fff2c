// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the peers are compared with: the local Redis, its clock and a sample of its keys. */
public final class LocalEvidence {
  private static final Logger LOG = LoggerFactory.getLogger(LocalEvidence.class);

  private final RedisNode redis;
  private final RedisInfo info;
  private final KeySample sample;
  private final ClockReading clock;

  private LocalEvidence(RedisNode redis, RedisInfo info, KeySample sample, ClockReading clock) {
    this.redis = redis;
    this.info = info;
    this.sample = sample;
    this.clock = clock;
  }

  /**
   * Asks the local Redis. What it does not return is unknown.
   *
   * @param redis stays open for {@link PeerProber#probe}
   * @param info INFO that it has just returned
   */
  public static LocalEvidence of(RedisNode redis, RedisInfo info, Ticker ticker) {
    return of(redis, info, ticker, key -> true);
  }

  /**
   * Asks the local Redis. What it does not return is unknown.
   *
   * @param redis stays open for {@link PeerProber#probe}
   * @param info INFO that it has just returned
   * @param asked which keys the peers are asked about
   */
  public static LocalEvidence of(
      RedisNode redis, RedisInfo info, Ticker ticker, Predicate<byte[]> asked) {
    Optional<ClockReading> clock = Optional.empty();
    KeySample sample = KeySample.NONE;
    try {
      clock = ClockReading.of(redis, ticker);
      if (!info.loading() && info.keys() > 0) {
        sample = KeySample.of(asked(redis.randomKeys(Probe.SAMPLED_KEYS), asked));
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot read the clock or the keys of the local Redis", e);
    }
    return new LocalEvidence(redis, info, sample, clock.orElse(null));
  }

  private static List<byte[]> asked(List<byte[]> keys, Predicate<byte[]> asked) {
    return keys.stream().filter(asked).collect(Collectors.toList());
  }

  public Endpoint endpoint() {
    return redis.endpoint();
  }

  KeySample sample() {
    return sample;
  }

  /** Returns the {@code run_id} of the local Redis; empty if unknown. */
  public String runId() {
    return info.runId();
  }

  /**
   * Returns whether the local Redis is empty, or holds only what was written since it was started.
   *
   * @param youngSeconds a Redis with a longer uptime in seconds may have held other data before
   */
  public boolean isNew(long youngSeconds) {
    return !info.loading() && (info.keys() == 0 || DiskLoad.isFilledSinceStart(info, youngSeconds));
  }

  /**
   * Returns whether a Redis replicates from the local one.
   *
   * @param replica INFO of the other Redis
   */
  public boolean isMasterOf(RedisInfo replica) {
    String id = info.replication().replid();
    return info.replication().isMaster()
        && !id.isEmpty()
        && id.equals(replica.replication().replid());
  }

  /** Returns how far the other clock is ahead of the local one. */
  Optional<ClockOffset> offsetOf(Optional<ClockReading> other) {
    return clock == null ? Optional.empty() : other.map(o -> o.aheadOf(clock));
  }

  /** Returns the share of the keys that the local Redis has. */
  Share holding(List<byte[]> keys) {
    if (keys.isEmpty() || info.loading()) {
      return Share.UNKNOWN;
    }
    try {
      return OverlapProbe.share(redis, keys);
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which keys the local Redis has", e);
      return Share.UNKNOWN;
    }
  }
}
