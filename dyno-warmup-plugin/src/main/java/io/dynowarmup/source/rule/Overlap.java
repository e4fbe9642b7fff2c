// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.Share;

/** How many of the keys sampled at one Redis another Redis has, in both directions. Immutable. */
final class Overlap {
  /** Least number of keys for a conclusion. */
  private static final int LEAST_ASKED = 20;

  /**
   * Largest share that counts as nothing in common: two unrelated data sets may share a few names.
   */
  private static final double NOTHING = 0.02;

  private final Share there;
  private final Share back;

  /**
   * Creates an overlap.
   *
   * @param there share of the first Redis' keys that the second has
   * @param back share of the second Redis' keys that the first has
   */
  Overlap(Share there, Share back) {
    this.there = there;
    this.back = back;
  }

  /** Returns whether enough keys were compared in both directions. */
  boolean known() {
    return there.of() >= LEAST_ASKED && back.of() >= LEAST_ASKED;
  }

  /** Returns whether the two are known to have almost nothing in common. */
  boolean none() {
    return known() && there.fraction() <= NOTHING && back.fraction() <= NOTHING;
  }

  /** Returns whether the two are known to have keys in common. */
  boolean some() {
    return known() && !none();
  }

  Share there() {
    return there;
  }

  Share back() {
    return back;
  }
}
