// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Progress;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;

/** Estimates remaining times in milliseconds; -1 if unknown. Pure functions. */
final class Times {
  private Times() {}

  /** Returns the time until the bulk has arrived. */
  static long leftMillis(WarmupStatus s) {
    Progress p = s.progress();
    if (s.phase() != WarmupPhase.TRANSFER || p.stage() != Progress.Stage.COPYING) {
      return -1;
    }
    if (p.leftMillis() >= 0) {
      return p.leftMillis();
    }
    long left = p.bytesTotal() - p.bytesDone();
    boolean known = p.bytesTotal() > 0 && p.bytesDone() >= 0 && left > 0 && s.bytesPerSecond() > 0;
    return known ? (long) (left * 1e3 / s.bytesPerSecond()) : -1;
  }

  static long budgetMillis(WarmupStatus s) {
    return s.budgetMillis() > 0 ? s.budgetMillis() : -1;
  }

  static long budgetLeftMillis(WarmupStatus s) {
    return s.running() && s.budgetMillis() > 0 ? s.budgetLeftMillis() : -1;
  }
}
