// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;

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
        + share(r)
        + result(r);
  }

  /** A verification that failed may have compared nothing. */
  private static String result(BeanSnapshot r) {
    long keys = Math.max(0, r.number("VerifyKeys"));
    return keys == 0 && failed(r) ? "nothing was compared" : keys + " compared, " + differences(r);
  }

  private static boolean failed(BeanSnapshot r) {
    return r.text("VerifyState").equals("FAILED");
  }

  /** Returns the state and the differences; those of a verification that failed prove nothing. */
  static String brief(BeanSnapshot r) {
    return failed(r) ? "FAILED" : r.text("VerifyState") + ", " + differences(r);
  }

  private static String share(BeanSnapshot r) {
    if (!r.text("VerifyState").equals("RUNNING") || r.number("VerifyPercent") < 0) {
      return "";
    }
    return String.join(", ", shares(r)) + ", ";
  }

  /** Returns the share and the time left, as far as they are known. */
  private static List<String> shares(BeanSnapshot r) {
    List<String> parts = new ArrayList<>();
    if (r.number("VerifyPercent") >= 0) {
      parts.add(r.number("VerifyPercent") + " %");
    }
    if (r.number("VerifyEtaMillis") >= 0) {
      parts.add("about " + Units.time(r.number("VerifyEtaMillis")) + " left");
    }
    return parts;
  }

  /**
   * Returns the time, and in the order of their importance the share, the time left, the rate, the
   * number of keys and the differences so far.
   */
  public static String progress(BeanSnapshot r) {
    long millis = Math.max(0, r.number("VerifyElapsedMillis"));
    long keys = Math.max(0, r.number("VerifyKeys"));
    List<String> parts = shares(r);
    if (millis >= RATED_MILLIS) {
      parts.add(keys * 1_000 / millis + " keys/s");
    }
    parts.add(differences(r));
    long all = r.number("VerifyKeysExpected");
    parts.add(keys + (all < 0 ? " compared" : " of about " + all + " compared"));
    return String.format("%-13s %9s  %s", "VERIFY", Units.time(millis), String.join(", ", parts));
  }

  private static String differences(BeanSnapshot r) {
    long differ = Math.max(0, r.number("VerifyDifferences"));
    if (differ == 0) {
      return "none differs" + (r.text("VerifyState").equals("DONE") ? "" : " so far");
    }
    boolean more = r.text("VerifyState").equals("RUNNING");
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
