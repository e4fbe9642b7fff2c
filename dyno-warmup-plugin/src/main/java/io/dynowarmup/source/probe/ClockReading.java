// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.OptionalLong;

/** The time that one Redis reported, and when that was by this node's ticker. Immutable. */
public final class ClockReading {
  private final long micros;
  private final long atNanos;
  private final long tripNanos;

  private ClockReading(long micros, long atNanos, long tripNanos) {
    this.micros = micros;
    this.atNanos = atNanos;
    this.tripNanos = tripNanos;
  }

  /** Reads the clock. The reading counts for the middle of the round trip. */
  public static Optional<ClockReading> of(RedisNode node, Ticker ticker) {
    long before = ticker.nanos();
    OptionalLong time = node.timeMicros();
    long trip = ticker.nanos() - before;
    return time.isPresent()
        ? Optional.of(new ClockReading(time.getAsLong(), before + trip / 2, trip))
        : Optional.empty();
  }

  /**
   * Returns how far this clock is ahead of the other one. The uncertainty covers round trips whose
   * whole delay was in one direction.
   */
  public ClockOffset aheadOf(ClockReading other) {
    long elapsedMicros = (atNanos - other.atNanos) / 1_000;
    long ahead = micros - other.micros - elapsedMicros;
    return new ClockOffset(ahead / 1_000, (tripNanos + other.tripNanos) / 2 / 1_000_000);
  }
}
