// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.Share;

/** How many of the keys that were sampled at one Redis another one has, and the reverse. */
final class Overlap {
  /** Fewer keys say nothing. */
  private static final int LEAST_ASKED = 20;

  /** Two foreign data sets may share a name or two. */
  private static final double NOTHING = 0.02;

  private final Share there;
  private final Share back;

  /**
   * @param there of the keys of the first one, at the second
   * @param back of the keys of the second one, at the first
   */
  Overlap(Share there, Share back) {
    this.there = there;
    this.back = back;
  }

  /** Whether enough keys were looked at in both directions. */
  boolean known() {
    return there.of() >= LEAST_ASKED && back.of() >= LEAST_ASKED;
  }

  /** Whether they are known to have next to nothing in common. */
  boolean none() {
    return known() && there.fraction() <= NOTHING && back.fraction() <= NOTHING;
  }

  /** Whether they are known to have something in common. */
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
