// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import java.util.Locale;

/** A number of hits among a number of sampled keys. Immutable. */
public final class Share {
  /** Quantile of the normal distribution for a confidence of 99 %. */
  private static final double Z = 2.576;

  public static final Share UNKNOWN = new Share(0, 0);

  private final int hits;
  private final int of;

  public Share(int hits, int of) {
    this.hits = hits;
    this.of = of;
  }

  /** Returns how many of the keys were found. */
  public int hits() {
    return hits;
  }

  public int of() {
    return of;
  }

  public double fraction() {
    return of == 0 ? 0 : (double) hits / of;
  }

  /**
   * Returns the upper bound of the share of all keys at a confidence of 99 %, by Wilson's score
   * interval.
   */
  public double upperBound() {
    if (of == 0) {
      return 1;
    }
    double p = fraction();
    double z2 = Z * Z;
    double middle = p + z2 / (2 * of);
    double spread = Z * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
    return (middle + spread) / (1 + z2 / of);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d of %d", hits, of);
  }
}
