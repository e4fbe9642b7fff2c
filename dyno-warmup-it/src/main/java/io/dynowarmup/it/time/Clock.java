// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.time;

import io.dynowarmup.time.Ticker;
import java.util.concurrent.locks.LockSupport;

/** The clock of this machine, for servers, load and benchmarks. */
public final class Clock {
  private static final Ticker SYSTEM = Ticker.system();

  private Clock() {}

  /** Returns nanoseconds from an arbitrary origin. Never decreases. */
  public static long nanos() {
    return SYSTEM.nanos();
  }

  /** Returns milliseconds since 1970. */
  public static long epochMillis() {
    return SYSTEM.epochMillis();
  }

  /** Waits for this many nanoseconds, or less if the thread is interrupted. */
  public static void pass(long nanos) {
    LockSupport.parkNanos(nanos);
  }
}
