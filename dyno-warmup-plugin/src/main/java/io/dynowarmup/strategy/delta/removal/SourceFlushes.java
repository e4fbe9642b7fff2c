// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import io.dynowarmup.spi.RemovalLimit;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Detects that a database of the source was flushed or swapped since the comparison began. The
 * number of keys does not show this if the source was refilled at once.
 */
public final class SourceFlushes {
  private static final int MOST_ASKED = 100;

  private final RedisPair sides;
  private final Supplier<RedisInfo> commandStats;
  private final UnaskedRemovals unasked;
  private final long holdsMillis;
  private Optional<Deadline> holds = Optional.empty();
  private Optional<RemovalCalls> before = Optional.empty();

  /**
   * @param commandStats reads INFO commandstats of the source
   * @param unasked receives each flush that is detected
   * @param holdsMillis how long a check holds: as long as two probes of a key are apart
   */
  public SourceFlushes(
      RedisPair sides,
      Supplier<RedisInfo> commandStats,
      UnaskedRemovals unasked,
      long holdsMillis) {
    this.unasked = unasked;
    this.holdsMillis = holdsMillis;
    this.sides = sides;
    this.commandStats = commandStats;
  }

  /** Records the counts before the first comparison; later calls have no effect. */
  public void begin() {
    if (!before.isPresent()) {
      before = RemovalCalls.of(commandStats.get());
    }
  }

  /** Checks before keys are removed. Does nothing while the last check holds. */
  public void check() throws InterruptedException {
    if (!holds.filter(d -> !d.passed()).isPresent()) {
      holds = Optional.of(Deadline.after(sides.throttle().ticker(), holdsMillis));
      if (tookKeys()) {
        unasked.sourceWasFlushed();
      }
    }
  }

  /**
   * Returns whether the source was flushed or swapped and lacks more keys of this database than
   * {@link RemovalLimit#ofOnlyCopy} allows.
   */
  private boolean tookKeys() throws InterruptedException {
    if (!before.isPresent()
        || !RemovalCalls.of(commandStats.get())
            .filter(c -> c.emptiedSince(before.get()))
            .isPresent()) {
      return false;
    }
    List<byte[]> keys = new ArrayList<>(sides.here().randomKeys(MOST_ASKED));
    keys.removeIf(OwnKeys::contain);
    long held = sides.presentThere(keys).stream().filter(present -> present).count();
    return RemovalLimit.ofOnlyCopy(keys.size(), held) == 0;
  }
}
