// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import org.immutables.value.Value;

/** Upper limits of the load that a run puts on its source. */
@Value.Immutable(builder = false, copy = true)
public abstract class SourceLimits {
  SourceLimits() {}

  /** Returns limits for a source that may fork. */
  public static SourceLimits of(int replicas, int syncs, int commandsPerSecond, int memoryPercent) {
    return ImmutableSourceLimits.of(replicas, syncs, commandsPerSecond, memoryPercent, 0, true);
  }

  static SourceLimits of(Settings settings) {
    return ImmutableSourceLimits.of(
        settings.count(WarmupKey.SOURCE_MAX_REPLICAS),
        settings.count(WarmupKey.SOURCE_MAX_SYNCS),
        settings.count(WarmupKey.SOURCE_MAX_COMMANDS),
        settings.count(WarmupKey.SOURCE_MEMORY_PERCENT),
        settings.number(WarmupKey.SOURCE_MEMORY_BYTES),
        settings.flag(WarmupKey.SOURCE_MAY_FORK));
  }

  /** Returns the most replicas of the source, this node included: 1 to 100. */
  public abstract int replicas();

  /** Returns the most full syncs that a run asks of one source: 1 to 20. */
  public abstract int syncs();

  /** Returns the most commands that a run sends to its source in any second: 50 to 1,000. */
  public abstract int commandsPerSecond();

  /**
   * Returns the percentage of its machine's memory that the source may use before its snapshot: 50
   * to 100.
   */
  public abstract int memoryPercent();

  /**
   * Returns the memory that the source's machine or container has, in bytes; 0 for what the source
   * reports. In a container, a Redis reports the memory of the whole machine.
   */
  public abstract long memoryBytes();

  public abstract SourceLimits withMemoryBytes(long bytes);

  /** Returns whether the source may fork, as it does for a replication. */
  public abstract boolean mayFork();

  /**
   * Returns the percentage of memory above which a snapshot in progress is given up: {@link
   * #memoryPercent()} plus half of the rest.
   */
  public int stopMemoryPercent() {
    return memoryPercent() + (100 - memoryPercent()) / 2;
  }

  /**
   * Returns the shortest interval between two polls of two commands each. The polls then use half
   * of the commands. The other half is left for the measurements before the hand-over and for the
   * hand-over itself.
   *
   * @return milliseconds
   */
  public long leastPollMillis() {
    return 4_000 / commandsPerSecond();
  }
}
