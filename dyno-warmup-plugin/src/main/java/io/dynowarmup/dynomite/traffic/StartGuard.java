// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;

/**
 * Tells a Dynomite that is starting from one that can be given a state. The start goes through INIT
 * and JOINING, within milliseconds; with gossip JOINING lasts until the first gossip, long after
 * the start is over.
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
