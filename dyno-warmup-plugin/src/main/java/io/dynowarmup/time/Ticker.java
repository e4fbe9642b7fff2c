// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

/** The source of time. No code outside this package reads a clock. */
public interface Ticker {
  /** Returns nanoseconds since an arbitrary origin; never decreases. */
  long nanos();

  /** Returns milliseconds since 1970, for people and files. The value may jump. */
  long epochMillis();

  /** Returns the clock of this machine. */
  static Ticker system() {
    return SystemTime.INSTANCE;
  }
}
