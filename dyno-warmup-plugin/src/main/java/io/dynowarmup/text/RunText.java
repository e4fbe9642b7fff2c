// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import io.dynowarmup.api.RunRecord;

/** Says in one line how a run ended. Pure functions. */
public final class RunText {
  private RunText() {}

  /** Returns the outcome, the facts and the reason. */
  public static String of(RunRecord r) {
    return r.outcome() + facts(r) + compared(r) + (r.reason().isEmpty() ? "" : ": " + r.reason());
  }

  /** Returns duration, source and what arrived; begins with a blank. */
  public static String facts(RunRecord r) {
    return " in "
        + Units.time(r.elapsedMillis())
        + (r.source().isEmpty() ? "" : " from " + r.source())
        + (r.bytes() < 0 ? "" : ", " + Units.bytes(r.bytes()))
        + (r.keys() < 0 ? "" : ", " + r.keys() + " keys")
        + (r.writesOnlyMillis() < 0 ? "" : ", writes held for " + Units.time(r.writesOnlyMillis()));
  }

  private static String compared(RunRecord r) {
    return r.compared().isEmpty() || r.reason().contains(r.compared()) ? "" : "; " + r.compared();
  }
}
