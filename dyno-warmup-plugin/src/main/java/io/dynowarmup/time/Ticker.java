// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

/** Where the time comes from. Nothing outside this package reads a clock. */
public interface Ticker {
  /** Nanoseconds from an arbitrary origin; never goes back. */
  long nanos();

  /** Milliseconds since 1970, for what a person or a file reads; may jump. */
  long epochMillis();

  /** The clock of this machine. */
  static Ticker system() {
    return SystemTime.INSTANCE;
  }
}
