// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import java.util.OptionalLong;

/**
 * Estimates the writes per second that the cluster sends to this node. The formula is the growth of
 * the source's offset in bytes per second, divided by the bytes that a command takes in the stream.
 * The latter comes from the local Redis, which counts each command of the stream in {@code
 * total_commands_processed}. The local rate alone is not enough: while a backlog drains, it is far
 * above the rate of the clients.
 */
final class WriteRate {
  private static final long WINDOW_NANOS = 100_000_000L;

  private boolean started;
  private long startedAt;
  private long startCommands;
  private long startMasterOffset;
  private long startLocalOffset;
  private double bytesPerCommand;
  private OptionalLong last = OptionalLong.empty();
  private OptionalLong beforeLast = OptionalLong.empty();

  /**
   * Adds a sample.
   *
   * @param nanos the time when both sides were read
   * @param masterOffset the offset of the source
   * @param localOffset the offset of the local Redis
   * @param localCommands {@code total_commands_processed} of the local Redis
   * @return the higher rate of the last two windows of at least 100 ms; empty if there is none
   */
  OptionalLong sample(long nanos, long masterOffset, long localOffset, long localCommands) {
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

  private OptionalLong window(long masterBytes, long elapsed) {
    if (masterBytes == 0) {
      return OptionalLong.of(0);
    }
    return bytesPerCommand <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(masterBytes / bytesPerCommand * 1e9 / elapsed));
  }

  private OptionalLong rate() {
    return last.isPresent() && beforeLast.isPresent()
        ? OptionalLong.of(Math.max(last.getAsLong(), beforeLast.getAsLong()))
        : last.isPresent() ? last : beforeLast;
  }

  private void start(long nanos, long masterOffset, long localOffset, long localCommands) {
    started = true;
    startedAt = nanos;
    startMasterOffset = masterOffset;
    startLocalOffset = localOffset;
    startCommands = localCommands;
  }
}
