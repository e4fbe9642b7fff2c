// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.concurrent.TimeUnit;

/**
 * Whether others use a server: the packets that it has read since the last look (INFO's {@code
 * total_reads_processed}, Redis 6.0 and newer), without our own; at the first look, the commands of
 * about the last two seconds (INFO's {@code instantaneous_ops_per_sec}). It counts as busy until
 * that is known, and where it is not told. A long command of ours may come in one packet or in
 * several: where it depends on that, what was known before holds.
 */
final class ServerLoad {
  private static final String READS = "total_reads_processed";
  private static final String COMMANDS = "instantaneous_ops_per_sec";

  /** At fewer a second hardly one of them meets a script, and it waits for a millisecond then. */
  static final long BUSY_READS_PER_SECOND = 200;

  /** Below, the answer would be chance. */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Of a TCP segment in an Ethernet: 1448 at most, with time stamps. */
  private static final int BYTES_OF_A_PACKET = 1_400;

  private long own;

  /** By which these may have been more. */
  private long pieces;

  private long readsBefore = -1;
  private long nanosBefore;
  private boolean busy = true;

  void asked() {
    own++;
  }

  /**
   * @param bytes of a command
   */
  void sent(long bytes) {
    pieces += bytes / BYTES_OF_A_PACKET;
  }

  void look(RedisInfo stats, long nanos) {
    long reads = stats.getLong(READS, -1);
    if (reads < 0 || reads < readsBefore) {
      // another process, or one that does not count them
      busy = true;
      readsBefore = reads;
      start(nanos);
    } else if (readsBefore < 0) {
      busy = stats.getLong(COMMANDS, BUSY_READS_PER_SECOND) >= BUSY_READS_PER_SECOND;
      readsBefore = reads;
      start(nanos);
    } else if (nanos - nanosBefore >= LEAST_NANOS) {
      long others = reads - readsBefore - own;
      if (many(others - pieces, nanos - nanosBefore)) {
        busy = true;
      } else if (!many(others, nanos - nanosBefore)) {
        busy = false;
      }
      readsBefore = reads;
      start(nanos);
    }
  }

  private static boolean many(long packets, long nanos) {
    return packets * TimeUnit.SECONDS.toNanos(1) >= BUSY_READS_PER_SECOND * (double) nanos;
  }

  private void start(long nanos) {
    nanosBefore = nanos;
    own = 0;
    pieces = 0;
  }

  boolean busy() {
    return busy;
  }
}
