package io.dynowarmup.verify;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * How many keys go into one script, and how many into a second. A script blocks its server, so one
 * that took longer than a few milliseconds makes the next ones smaller.
 */
final class Throttle {
  static final int MOST_KEYS = 500;
  static final int LEAST_KEYS = 10;
  private static final int STEP = 10;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Ticker ticker;
  private final Pause pause;
  private final CancelSignal cancel;
  private final long keysPerSecond;
  private final long startNanos;
  private long keys;
  private int batch = 100;

  /**
   * @param keysPerSecond 1 and more
   */
  Throttle(Ticker ticker, Pause pause, CancelSignal cancel, long keysPerSecond) {
    this.ticker = ticker;
    this.pause = pause;
    this.cancel = cancel;
    this.keysPerSecond = keysPerSecond;
    this.startNanos = ticker.nanos();
  }

  /** Keys of the next script. */
  int batch() {
    return batch;
  }

  boolean cancelled() {
    return cancel.isCancelled();
  }

  /**
   * A script is over; waits as long as it was too fast.
   *
   * @param beyondRoundTripNanos what it took beyond the way to the server and back
   */
  void took(int keysOfScript, long beyondRoundTripNanos) throws InterruptedException {
    batch =
        beyondRoundTripNanos > LONG_NANOS
            ? Math.max(LEAST_KEYS, batch / 2)
            : Math.min(MOST_KEYS, batch + STEP);
    keys += keysOfScript;
    long dueNanos = keys * TimeUnit.SECONDS.toNanos(1) / keysPerSecond;
    long aheadNanos = dueNanos - (ticker.nanos() - startNanos);
    pause.millis(TimeUnit.NANOSECONDS.toMillis(aheadNanos), cancel);
  }

  /** Waits, or returns early when somebody wants this to end. */
  void waitMillis(long millis) throws InterruptedException {
    pause.millis(millis, cancel);
  }

  Ticker ticker() {
    return ticker;
  }
}
