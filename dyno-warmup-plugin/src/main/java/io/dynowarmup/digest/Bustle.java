package io.dynowarmup.digest;

import io.dynowarmup.redis.RedisInfo;
import java.util.concurrent.TimeUnit;

/**
 * Whether others use a server: the packets that it has read since the last look (INFO's {@code
 * total_reads_processed}, Redis 6.0 and newer), without our own; at the first look, the commands of
 * about the last two seconds (INFO's {@code instantaneous_ops_per_sec}). It counts as busy until
 * that is known, and where it is not told.
 */
final class Bustle {
  private static final String READS = "total_reads_processed";
  private static final String COMMANDS = "instantaneous_ops_per_sec";

  /** At fewer a second hardly one of them meets a script, and it waits for a millisecond then. */
  static final long BUSY_READS_PER_SECOND = 200;

  /** Below, the answer would be chance. */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private long own;
  private long readsBefore = -1;
  private long nanosBefore;
  private boolean busy = true;

  void asked() {
    own++;
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
      long others = Math.max(0, reads - readsBefore - own);
      busy =
          others * TimeUnit.SECONDS.toNanos(1)
              >= BUSY_READS_PER_SECOND * (double) (nanos - nanosBefore);
      readsBefore = reads;
      start(nanos);
    }
  }

  private void start(long nanos) {
    nanosBefore = nanos;
    own = 0;
  }

  boolean busy() {
    return busy;
  }
}
