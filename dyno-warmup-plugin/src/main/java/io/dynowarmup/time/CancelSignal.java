// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A one-shot cancellation token; the first reason wins. Thread-safe. */
public final class CancelSignal {
  private final CountDownLatch given = new CountDownLatch(1);
  private final AtomicReference<String> reason = new AtomicReference<>();

  /** Returns a signal that nothing else can cancel, for waits that must not be cut short. */
  public static CancelSignal never() {
    return new CancelSignal();
  }

  /**
   * Cancels.
   *
   * @param why the reason; ignored if the signal was cancelled before
   * @return false if the signal was cancelled before
   */
  public boolean cancel(String why) {
    boolean first = reason.compareAndSet(null, why);
    given.countDown();
    return first;
  }

  public boolean isCancelled() {
    return given.getCount() == 0;
  }

  /** Returns the reason, or the empty string if the signal is not cancelled. */
  public String reason() {
    String r = reason.get();
    return r == null ? "" : r;
  }

  /**
   * Waits until the signal is cancelled, at most for the given time.
   *
   * @return whether the signal is cancelled
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return given.await(time, unit);
  }
}
