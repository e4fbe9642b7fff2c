// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * The share of its machine's memory that a Redis uses. During a snapshot, every page that is
 * written exists twice; the child reports how many bytes that is (Redis 6.2 and newer). Other
 * processes on the machine are not included. Immutable.
 */
public final class MemoryUse {
  private final long own;
  private final long copied;
  private final long machine;

  private MemoryUse(long own, long copied, long machine) {
    this.own = own;
    this.copied = copied;
    this.machine = machine;
  }

  /**
   * Reads the memory use.
   *
   * @param info INFO with the section Memory, and Persistence for the snapshot
   */
  public static MemoryUse of(RedisInfo info) {
    long used = info.getLong("used_memory", 0);
    return new MemoryUse(
        Math.max(used, info.getLong("used_memory_rss", 0)),
        Math.max(0, info.getLong("current_cow_size", 0)),
        info.getLong("total_system_memory", 0));
  }

  /** Returns percent, rounded down, at most 1,000. */
  public OptionalInt percent() {
    if (machine <= 0 || own <= 0) {
      return OptionalInt.empty();
    }
    double share = ((double) own + copied) / machine;
    return OptionalInt.of((int) Math.min(1_000, Math.floor(share * 100)));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d %% of its machine's memory (%.2f GB, of %.2f GB; %.2f GB for the snapshot)",
        percent().orElse(0),
        ((double) own + copied) / 1e9,
        machine / 1e9,
        copied / 1e9);
  }
}
