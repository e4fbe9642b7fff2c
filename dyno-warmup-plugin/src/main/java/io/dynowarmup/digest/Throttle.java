package io.dynowarmup.digest;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * How many keys go into one script, and how many keys and bytes into a second. A script blocks its
 * server, so one that took longer than a millisecond makes the next ones smaller, and between two
 * of them the server is left alone for at least as long as the last one took.
 */
public final class Throttle {
  static final int MOST_KEYS = 500;
  static final int LEAST_KEYS = 50;
  private static final int STEP = 10;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A wait of this length or less is put off: nobody can sleep for so short a time. */
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Ticker ticker;
  private final Pause pause;
  private final CancelSignal cancel;
  private final long keysPerSecond;
  private final long bytesPerSecond;
  private long freeNanos;
  private long roundTripNanos = Long.MAX_VALUE;
  private int batch = LEAST_KEYS;

  /**
   * @param keysPerSecond 1 and more
   */
  public Throttle(Ticker ticker, Pause pause, CancelSignal cancel, long keysPerSecond) {
    this(ticker, pause, cancel, keysPerSecond, Long.MAX_VALUE);
  }

  /**
   * @param keysPerSecond 1 and more
   * @param bytesPerSecond of values, 1 and more
   */
  public Throttle(
      Ticker ticker, Pause pause, CancelSignal cancel, long keysPerSecond, long bytesPerSecond) {
    this.ticker = ticker;
    this.pause = pause;
    this.cancel = cancel;
    this.keysPerSecond = keysPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.freeNanos = ticker.nanos();
  }

  /** Keys of the next script. */
  public int batch() {
    return batch;
  }

  public boolean cancelled() {
    return cancel.isCancelled();
  }

  /**
   * A script is over; waits as long as it was too fast.
   *
   * @param nanos from its call to its answer; the shortest there was is taken for the way to the
   *     server and back
   */
  public void took(int keysOfScript, long nanos) throws InterruptedException {
    roundTripNanos = Math.min(roundTripNanos, nanos);
    long ran = nanos - roundTripNanos;
    batch = ran > LONG_NANOS ? Math.max(LEAST_KEYS, batch / 2) : Math.min(MOST_KEYS, batch + STEP);
    charge(Math.max(ran, (long) (keysOfScript * (double) SECOND / keysPerSecond)));
  }

  /** Values have been read; waits as long as that was too fast. */
  public void fetched(long bytes) throws InterruptedException {
    charge((long) (bytes * (double) SECOND / bytesPerSecond));
  }

  private void charge(long nanos) throws InterruptedException {
    long now = ticker.nanos();
    freeNanos = Math.max(freeNanos, now) + nanos;
    long ahead = freeNanos - now;
    if (ahead >= MILLI) {
      pause.millis(TimeUnit.NANOSECONDS.toMillis(ahead), cancel);
    }
  }

  /** Waits, or returns early when somebody wants this to end. */
  public void waitMillis(long millis) throws InterruptedException {
    pause.millis(millis, cancel);
  }

  public Ticker ticker() {
    return ticker;
  }
}
