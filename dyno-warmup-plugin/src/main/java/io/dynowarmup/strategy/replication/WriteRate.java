// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalLong;

/**
 * Estimates the writes per second that the cluster sends to this node. The formula is the growth of
 * the source's offset in bytes per second, divided by the bytes that a command takes in the stream.
 * The latter comes from the local Redis, which counts each command of the stream in {@code
 * total_commands_processed}. The local rate alone is not enough: while a backlog drains, it is far
 * above the rate of the clients.
 *
 * <p>The stream also holds PING and REPLCONF, and the local Redis also counts the commands of this
 * program. The source counts at least one change for each write that it passes on, so its {@code
 * rdb_changes_since_last_save} is an upper bound.
 */
final class WriteRate {
  /** The shortest time between two samples that give a rate. */
  static final long WINDOW_NANOS = 100_000_000L;

  private boolean started;
  private long startedAt;
  private long startCommands;
  private long startMasterOffset;
  private long startLocalOffset;
  private OptionalLong startChanges = OptionalLong.empty();
  private double bytesPerCommand;
  private OptionalLong last = OptionalLong.empty();
  private OptionalLong beforeLast = OptionalLong.empty();

  /**
   * Adds a sample.
   *
   * @param nanos the time when both sides were read
   * @param source all sections of the INFO of the source
   * @param local all sections of the INFO of the local Redis, a replica
   * @return the higher rate of the last two windows of at least 100 ms; empty if there is none
   */
  OptionalLong sample(long nanos, RedisInfo source, RedisInfo local) {
    OptionalLong masterOffset = source.replication().masterOffset();
    OptionalLong localOffset = local.replication().replicaOffset();
    return masterOffset.isPresent() && localOffset.isPresent()
        ? sample(
            nanos,
            masterOffset.getAsLong(),
            source.number("rdb_changes_since_last_save"),
            localOffset.getAsLong(),
            local.getLong("total_commands_processed", 0))
        : rate();
  }

  private OptionalLong sample(
      long nanos, long masterOffset, OptionalLong changes, long localOffset, long localCommands) {
    boolean brokeOff = masterOffset < startMasterOffset || localOffset < startLocalOffset;
    if (!started || brokeOff) {
      start(nanos, masterOffset, changes, localOffset, localCommands);
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
    last = bounded(window(masterOffset - startMasterOffset, elapsed), changes, elapsed);
    start(nanos, masterOffset, changes, localOffset, localCommands);
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

  /** A save resets the number of changes, which is then unknown for this window. */
  private OptionalLong bounded(OptionalLong estimate, OptionalLong changes, long elapsed) {
    if (!changes.isPresent() || !startChanges.isPresent()) {
      return estimate;
    }
    long more = changes.getAsLong() - startChanges.getAsLong();
    if (more < 0) {
      return estimate;
    }
    long most = Math.round(more * 1e9 / elapsed);
    return OptionalLong.of(Math.min(estimate.orElse(most), most));
  }

  /** Returns the rate that the samples so far give; empty if there is none. */
  OptionalLong rate() {
    return last.isPresent() && beforeLast.isPresent()
        ? OptionalLong.of(Math.max(last.getAsLong(), beforeLast.getAsLong()))
        : last.isPresent() ? last : beforeLast;
  }

  private void start(
      long nanos, long masterOffset, OptionalLong changes, long localOffset, long localCommands) {
    started = true;
    startedAt = nanos;
    startMasterOffset = masterOffset;
    startChanges = changes;
    startLocalOffset = localOffset;
    startCommands = localCommands;
  }
}
