// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.unit.Units;

/** Rates and remaining times as parts of a line. Pure functions. */
final class Rate {
  /** A rate is not computed from a shorter time. */
  private static final long LEAST_MILLIS = 2_000;

  private Rate() {}

  static String text(long bytes, long millis) {
    return millis < LEAST_MILLIS || bytes <= 0
        ? ""
        : ", " + Units.bytes(bytes * 1_000 / millis) + "/s";
  }

  static String left(long done, long all, long millis) {
    return millis < LEAST_MILLIS || done <= 0 || all <= done
        ? ""
        : ", " + Units.time((long) (millis * ((double) (all - done) / done))) + " left";
  }
}
