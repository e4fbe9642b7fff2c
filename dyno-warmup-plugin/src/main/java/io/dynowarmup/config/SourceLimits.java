// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** What a run may ask of its source at most. Immutable. */
public final class SourceLimits {
  private final int replicas;
  private final int syncs;
  private final int commandsPerSecond;
  private final int memoryPercent;

  /**
   * @param replicas attached to it, ours included
   * @param syncs full ones for one run, 1 and more
   * @param commandsPerSecond of a run, 50 and more
   * @param memoryPercent of its machine's memory that it may take before its snapshot, 50 to 100
   */
  public SourceLimits(int replicas, int syncs, int commandsPerSecond, int memoryPercent) {
    this.replicas = replicas;
    this.syncs = syncs;
    this.commandsPerSecond = commandsPerSecond;
    this.memoryPercent = memoryPercent;
  }

  public int replicas() {
    return replicas;
  }

  public int syncs() {
    return syncs;
  }

  public int commandsPerSecond() {
    return commandsPerSecond;
  }

  public int memoryPercent() {
    return memoryPercent;
  }

  /** Half of the rest as well: above it a snapshot that is going on is given up. */
  public int stopMemoryPercent() {
    return memoryPercent + (100 - memoryPercent) / 2;
  }

  /**
   * The shortest time between two looks, of two commands each. Half of the commands are left to
   * what is measured before the hand-over, and to the hand-over itself.
   *
   * @return milliseconds
   */
  public long leastPollMillis() {
    return 4_000 / commandsPerSecond;
  }
}
