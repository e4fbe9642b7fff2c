// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A clock that moves only by {@link #advance} and by pauses. Actions that are planned with {@link
 * #after} run on the thread that moves the clock.
 */
public final class ManualTime implements Ticker, Pause {
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;
  private final TreeMap<Long, Runnable> planned = new TreeMap<>();
  private long now = TimeUnit.DAYS.toNanos(1);
  private long pauses;
  private long setBackMillis;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized long epochMillis() {
    return EPOCH_MILLIS + elapsedMillis() - setBackMillis;
  }

  @Override
  public void millis(long millis, CancelSignal signal) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (millis > 0 && !signal.isCancelled()) {
      countPause();
      advance(millis);
    }
  }

  /** Sets the wall clock back, as NTP may do after a boot. Does not change {@link #nanos}. */
  public synchronized void setBack(long millis) {
    setBackMillis += millis;
  }

  /** Returns milliseconds since the clock was created. */
  public synchronized long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(now - TimeUnit.DAYS.toNanos(1));
  }

  /** Returns the number of pauses so far. */
  public synchronized long pauses() {
    return pauses;
  }

  /** Moves the clock and runs every action that is planned on the way. */
  public void advance(long millis) {
    advanceNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  public void advanceNanos(long nanos) {
    long until = nanos() + nanos;
    for (Runnable due = next(until); due != null; due = next(until)) {
      due.run();
    }
  }

  /**
   * Plans an action. Two actions for the same moment run in the order in which they were planned.
   */
  public synchronized void after(long millis, Runnable action) {
    long at = now + TimeUnit.MILLISECONDS.toNanos(millis);
    while (planned.containsKey(at)) {
      at++;
    }
    planned.put(at, action);
  }

  private synchronized Runnable next(long until) {
    Map.Entry<Long, Runnable> first = planned.firstEntry();
    if (first == null || first.getKey() > until) {
      now = Math.max(now, until);
      return null;
    }
    planned.remove(first.getKey());
    now = Math.max(now, first.getKey());
    return first.getValue();
  }

  private synchronized void countPause() {
    pauses++;
  }
}
