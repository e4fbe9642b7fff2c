// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.time;

import io.dynowarmup.time.Ticker;
import java.util.concurrent.locks.LockSupport;

/** The time of this machine, for servers, load and benches, which live in it. */
public final class Clock {
  private static final Ticker SYSTEM = Ticker.system();

  private Clock() {}

  /** Nanoseconds from an arbitrary origin; never goes back. */
  public static long nanos() {
    return SYSTEM.nanos();
  }

  /** Milliseconds since 1970. */
  public static long epochMillis() {
    return SYSTEM.epochMillis();
  }

  /** Lets that many nanoseconds pass, less when the thread is interrupted. */
  public static void pass(long nanos) {
    LockSupport.parkNanos(nanos);
  }
}
