// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

/**
 * Writes a second that the cluster sends us: how fast the source's offset rises (bytes a second),
 * divided by the bytes that a command takes in the stream. The latter comes from the local Redis,
 * which counts each command of the stream in {@code total_commands_processed}. The local rate alone
 * would not do: while a backlog drains it is far above what the clients write.
 */
final class WriteRate {
  private static final long WINDOW_NANOS = 100_000_000L;

  private boolean started;
  private long startedAt;
  private long startCommands;
  private long startMasterOffset;
  private long startLocalOffset;
  private double bytesPerCommand = -1;
  private long last = -1;
  private long beforeLast = -1;

  /**
   * @param nanos when both were read
   * @param masterOffset the source's
   * @param localOffset ours
   * @param localCommands {@code total_commands_processed} of the local Redis
   * @return the higher of the last two windows of 100 ms and more; -1 while there is none
   */
  long sample(long nanos, long masterOffset, long localOffset, long localCommands) {
    boolean brokeOff = masterOffset < startMasterOffset || localOffset < startLocalOffset;
    if (!started || brokeOff) {
      start(nanos, masterOffset, localOffset, localCommands);
      return rate();
    }
    long elapsed = nanos - startedAt;
    if (elapsed < WINDOW_NANOS) {
      return rate();
    }
    long commands = localCommands - startCommands;
    long localBytes = localOffset - startLocalOffset;
    if (commands > 0 && localBytes > 0) {
      bytesPerCommand = (double) localBytes / commands;
    }
    beforeLast = last;
    last = window(masterOffset - startMasterOffset, elapsed);
    start(nanos, masterOffset, localOffset, localCommands);
    return rate();
  }

  private long window(long masterBytes, long elapsed) {
    if (masterBytes == 0) {
      return 0;
    }
    return bytesPerCommand <= 0 ? -1 : Math.round(masterBytes / bytesPerCommand * 1e9 / elapsed);
  }

  private long rate() {
    return Math.max(last, beforeLast);
  }

  private void start(long nanos, long masterOffset, long localOffset, long localCommands) {
    started = true;
    startedAt = nanos;
    startMasterOffset = masterOffset;
    startLocalOffset = localOffset;
    startCommands = localCommands;
  }
}
