// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Detects whether other clients use a server. It counts the packets that the server read since the
 * last probe (INFO's {@code total_reads_processed}, Redis 6.0 and newer), without our own. The
 * first probe uses the rate of commands over about the last two seconds (INFO's {@code
 * instantaneous_ops_per_sec}).
 *
 * <p>A server that does not report its load counts as busy. One long command of ours may arrive in
 * one packet or in several, and several that are sent ahead in one. If the result depends on that,
 * the previous result stays.
 */
final class ServerLoad {
  private static final String READS = "total_reads_processed";
  private static final String COMMANDS = "instantaneous_ops_per_sec";

  /**
   * Below this rate, hardly any packet meets a script, and one that does waits for a millisecond.
   */
  static final long BUSY_READS_PER_SECOND = 200;

  /** A shorter interval would give a random result. */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A TCP segment on Ethernet holds at most 1448 bytes with time stamps. */
  private static final int BYTES_OF_A_PACKET = 1_400;

  /** A dollar sign, a length and two line ends. */
  private static final int RESP_OF_A_STRING = 8;

  private long own;

  /** The number of additional packets that our commands may have needed. */
  private long fragments;

  /** The number of commands that may have arrived together with the one before. */
  private long ahead;

  /** Empty before the first probe, and for a server that does not count its reads. */
  private OptionalLong readsBefore = OptionalLong.empty();

  private long nanosBefore;
  private boolean busy;

  /**
   * Creates a load.
   *
   * @param busy whether the server counts as busy until its load is known
   */
  ServerLoad(boolean busy) {
    this.busy = busy;
  }

  void answered() {
    own++;
  }

  /** Records a command that contains these names of keys. */
  void sent(List<byte[]> keys) {
    long bytes = 0;
    for (byte[] key : keys) {
      bytes += key.length + RESP_OF_A_STRING;
    }
    fragments += bytes / BYTES_OF_A_PACKET;
  }

  /** Records that a command is sent before others are answered. */
  void sentAhead() {
    ahead++;
  }

  void update(RedisInfo stats, long nanos) {
    OptionalLong reads = stats.number(READS);
    if (!reads.isPresent() || reads.getAsLong() < readsBefore.orElse(0)) {
      // This is another process, or a server that does not count reads.
      busy = true;
      start(reads, nanos);
    } else if (!readsBefore.isPresent()) {
      busy = stats.getLong(COMMANDS, BUSY_READS_PER_SECOND) >= BUSY_READS_PER_SECOND;
      start(reads, nanos);
    } else if (nanos - nanosBefore >= LEAST_NANOS) {
      long others = reads.getAsLong() - readsBefore.getAsLong() - own;
      if (many(others - fragments, nanos - nanosBefore)) {
        busy = true;
      } else if (!many(others + ahead, nanos - nanosBefore)) {
        busy = false;
      }
      start(reads, nanos);
    }
  }

  private static boolean many(long packets, long nanos) {
    return packets * TimeUnit.SECONDS.toNanos(1) >= BUSY_READS_PER_SECOND * (double) nanos;
  }

  private void start(OptionalLong reads, long nanos) {
    readsBefore = reads;
    nanosBefore = nanos;
    own = 0;
    fragments = 0;
    ahead = 0;
  }

  boolean busy() {
    return busy;
  }
}
