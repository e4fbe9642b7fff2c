// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;

/**
 * Distinguishes a Dynomite that is starting from one whose state can be set. A start passes INIT
 * and JOINING within milliseconds. With gossip, JOINING lasts until the first gossip, long after
 * the start has ended.
 */
final class StartGuard {
  static final long LONGEST_START_MILLIS = 500;
  private final Ticker ticker;
  private Deadline startOver;

  StartGuard(Ticker ticker) {
    this.ticker = ticker;
  }

  boolean mayBeSet(DynomiteState seen) {
    if (seen == DynomiteState.UNREACHABLE) {
      startOver = null;
      return false;
    }
    if (seen != DynomiteState.OTHER) {
      startOver = null;
      return true;
    }
    if (startOver == null) {
      startOver = Deadline.after(ticker, LONGEST_START_MILLIS);
    }
    return startOver.passed();
  }
}
