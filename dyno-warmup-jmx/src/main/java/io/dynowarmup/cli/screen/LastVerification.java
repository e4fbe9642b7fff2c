// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.text.Units;

/** Formats the current or last verification in one line. Pure functions. */
public final class LastVerification {
  private static final long RATED_MILLIS = 1_000;

  private LastVerification() {}

  /** Returns whether there was a verification. */
  static boolean known(BeanSnapshot r) {
    return !r.text("VerifyState").isEmpty() && !r.text("VerifyState").equals("NONE");
  }

  static String line(BeanSnapshot r) {
    if (!known(r)) {
      return "not yet";
    }
    long started = r.number("VerifyStartedEpochMillis");
    String when = started < 0 ? "" : " " + Times.dayAndTime(started);
    String reason = r.text("VerifyReason");
    return r.text("VerifyState")
        + when
        + " ("
        + r.text("VerifyMode")
        + "): "
        + (reason.isEmpty() ? "" : reason + "; ")
        + Math.max(0, r.number("VerifyKeys"))
        + " compared, "
        + differences(r);
  }

  /** Returns the time, the number of keys, their rate and the differences so far. */
  public static String progress(BeanSnapshot r) {
    long millis = Math.max(0, r.number("VerifyElapsedMillis"));
    long keys = Math.max(0, r.number("VerifyKeys"));
    String rate = millis < RATED_MILLIS ? "" : ", " + keys * 1_000 / millis + " keys/s";
    return String.format(
        "VERIFY        %9s  %s compared%s, %s", Units.time(millis), keys, rate, differences(r));
  }

  private static String differences(BeanSnapshot r) {
    long differ = Math.max(0, r.number("VerifyDifferences"));
    boolean more = r.text("VerifyState").equals("RUNNING");
    if (differ == 0) {
      return "none differs" + (more ? " so far" : "");
    }
    return differ + (differ == 1 ? " differs" : " differ") + (more ? " so far" : ": verify --last");
  }

  static Style style(BeanSnapshot r) {
    switch (r.text("VerifyState")) {
      case "RUNNING":
        return Style.NOW;
      case "DONE":
        return r.number("VerifyDifferences") > 0 ? Style.WAITING : Style.GOOD;
      case "FAILED":
        return Style.BAD;
      case "ABORTED":
        return Style.WAITING;
      default:
        return Style.DIM;
    }
  }
}
