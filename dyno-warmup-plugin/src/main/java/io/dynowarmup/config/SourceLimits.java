// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** Upper limits of the load that a run puts on its source. Immutable. */
public final class SourceLimits {
  private final int replicas;
  private final int syncs;
  private final int commandsPerSecond;
  private final int memoryPercent;

  /**
   * Creates the limits.
   *
   * @param replicas most replicas of the source, this node included: 1 to 100
   * @param syncs most full syncs of one run: 1 to 20
   * @param commandsPerSecond most commands of a run in any second: 50 to 1,000
   * @param memoryPercent percent of its machine's memory that the source may use before its
   *     snapshot: 50 to 100
   */
  public SourceLimits(int replicas, int syncs, int commandsPerSecond, int memoryPercent) {
    this.replicas = replicas;
    this.syncs = syncs;
    this.commandsPerSecond = commandsPerSecond;
    this.memoryPercent = memoryPercent;
  }

  /** Returns the most replicas of the source, this node included. */
  public int replicas() {
    return replicas;
  }

  /** Returns the most full syncs that a run asks of one source. */
  public int syncs() {
    return syncs;
  }

  /** Returns the most commands that a run sends to its source in any second. */
  public int commandsPerSecond() {
    return commandsPerSecond;
  }

  /** Returns the percentage of its machine's memory that the source may use before its snapshot. */
  public int memoryPercent() {
    return memoryPercent;
  }

  /**
   * Returns the percentage of memory above which a snapshot in progress is given up: {@link
   * #memoryPercent()} plus half of the rest.
   */
  public int stopMemoryPercent() {
    return memoryPercent + (100 - memoryPercent) / 2;
  }

  /**
   * Returns the shortest interval between two polls of two commands each. The polls then use half
   * of the commands. The other half is left for the measurements before the hand-over and for the
   * hand-over itself.
   *
   * @return milliseconds
   */
  public long leastPollMillis() {
    return 4_000 / commandsPerSecond;
  }
}
