// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Given once, for ever: somebody wants this to end. The first reason stays. */
public final class CancelSignal {
  private final CountDownLatch given = new CountDownLatch(1);
  private final AtomicReference<String> reason = new AtomicReference<>();

  /** A signal that is never given, for waits that nothing may cut short. */
  public static CancelSignal never() {
    return new CancelSignal();
  }

  /**
   * Gives the signal.
   *
   * @return false when it had been given before
   */
  public boolean cancel(String why) {
    boolean first = reason.compareAndSet(null, why);
    given.countDown();
    return first;
  }

  public boolean isCancelled() {
    return given.getCount() == 0;
  }

  /** Why, or the empty string while it has not been given. */
  public String reason() {
    String r = reason.get();
    return r == null ? "" : r;
  }

  /**
   * Waits for the signal.
   *
   * @return whether it has been given
   */
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return given.await(time, unit);
  }
}
