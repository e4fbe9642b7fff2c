// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import java.util.Locale;

/**
 * Describes a run in one line each: the current activity, the result of a phase, the outcome. Pure
 * functions.
 */
public final class StatusText {
  private StatusText() {}

  /** Returns the activity in the current phase. */
  public static String now(WarmupStatus s, long phaseMillis) {
    return line(s.phase(), phaseMillis, doing(s));
  }

  /** Returns what a phase did, after it is over. */
  public static String done(WarmupPhase phase, long phaseMillis, WarmupStatus s) {
    return line(phase, phaseMillis, did(phase, s));
  }

  private static String line(WarmupPhase phase, long millis, String text) {
    return String.format(Locale.ROOT, "%-13s %9s  %s", phase, Units.time(millis), text).trim();
  }

  private static String doing(WarmupStatus s) {
    switch (s.phase()) {
      case PREFLIGHT:
        if (!s.progress().note().isEmpty()) {
          return s.progress().note();
        }
        return s.redisRole().isEmpty()
            ? "probing the local Redis"
            : "the local Redis is " + s.redisRole();
      case SELECT_SOURCE:
        return "probing the peers";
      case TRANSFER:
        return transfer(s);
      case CATCH_UP:
        return catchUp(s, false);
      case HAND_OVER:
        return s.progress().keys().isPresent()
            ? "the keys that are written to all the time, if there are any"
            : "Dynomite holds the writes until none can be missing";
      case RESTORE:
        return s.progress().note().isEmpty()
            ? "Redis becomes a master, Dynomite NORMAL"
            : s.progress().note();
      default:
        return "";
    }
  }

  private static String transfer(WarmupStatus s) {
    Progress p = s.progress();
    if (p.keys().isPresent()) {
      return from(s) + (p.note().isEmpty() ? p.keys().get().toString() : p.note()) + fetched(p);
    }
    boolean arrived = p.bytesTotal() > 0 && p.bytesDone() >= p.bytesTotal();
    return from(s)
        + (p.note().isEmpty() ? "" : p.note() + ": ")
        + (arrived
            ? Units.bytes(p.bytesDone()) + " have arrived"
            : Units.bytes(p.bytesDone()) + " of " + total(p) + ", " + rate(s.bytesPerSecond()))
        + ", time left "
        + timeLeft(s);
  }

  private static String timeLeft(WarmupStatus s) {
    Progress p = s.progress();
    if (p.leftMillis() >= 0) {
      return Units.time(p.leftMillis());
    }
    long left = p.bytesTotal() - p.bytesDone();
    if (p.bytesTotal() <= 0 || left <= 0 || s.bytesPerSecond() <= 0) {
      return "unknown";
    }
    return (p.totalEstimated() ? "about " : "") + Units.time(left * 1000 / s.bytesPerSecond());
  }

  private static String catchUp(WarmupStatus s, boolean over) {
    Progress p = s.progress();
    if (p.keys().isPresent()) {
      return (over ? compared(s) : transfer(s)) + peers(s);
    }
    return from(s) + "behind by " + Units.bytes(p.lagBytes()) + writes(p) + peers(s);
  }

  private static String compared(WarmupStatus s) {
    return from(s) + s.progress().keys().get() + fetched(s.progress());
  }

  private static String fetched(Progress p) {
    return p.bytesDone() < 0 ? "" : ", " + Units.bytes(p.bytesDone()) + " fetched";
  }

  private static String did(WarmupPhase phase, WarmupStatus s) {
    Progress p = s.progress();
    switch (phase) {
      case SELECT_SOURCE:
        return s.source().isPresent() ? chosen(s) : "no source";
      case TRANSFER:
        return p.keys().isPresent()
            ? compared(s)
            : from(s) + Units.bytes(p.bytesDone()) + " of " + total(p);
      case CATCH_UP:
        return catchUp(s, true);
      case HAND_OVER:
        return handOver(s.handOver(), p.keys().isPresent());
      case RESTORE:
        return restored(s);
      default:
        return s.topologySource();
    }
  }

  private static String chosen(WarmupStatus s) {
    for (CandidateVerdict v : s.candidates()) {
      if (v.chosen()) {
        return v.peer() + ": " + v.text();
      }
    }
    return s.source().get().toString();
  }

  /** A comparison that finds no difference holds no writes. */
  private static String handOver(HandOverReport h, boolean comparison) {
    String times =
        comparison && h.writesOnlyMillis() < 0
            ? "nothing was held back"
            : "writes held for "
                + Units.time(h.writesOnlyMillis())
                + " (settle "
                + Units.time(h.settleMillis())
                + ")";
    if (h.tries() == 0) {
      return "was not tried";
    }
    return h.held() ? times + ", nothing missing" : "did not hold: " + h.note() + "; " + times;
  }

  private static String restored(WarmupStatus s) {
    if (s.redisRole().isEmpty() && s.dynomiteState().isEmpty()) {
      return "nothing was changed";
    }
    return "Redis is "
        + known(s.redisRole())
        + ", Dynomite "
        + known(s.dynomiteState())
        + (s.keys() < 0 ? "" : ", " + s.keys() + " keys")
        + (s.proof().text().isEmpty() ? "" : "; " + s.proof().text());
  }

  private static String from(WarmupStatus s) {
    return s.source().map(peer -> peer.redis() + " ").orElse("");
  }

  private static String total(Progress p) {
    return (p.bytesTotal() > 0 && p.totalEstimated() ? "about " : "")
        + Units.bytes(p.bytesTotal() > 0 ? p.bytesTotal() : -1)
        + (p.percent() < 0 || p.stage() != Progress.Stage.COPYING
            ? ""
            : " (" + p.percent() + " %)");
  }

  private static String rate(long bytesPerSecond) {
    return "rate " + (bytesPerSecond < 0 ? "unknown" : Units.bytes(bytesPerSecond) + "/s");
  }

  private static String writes(Progress p) {
    return p.writesPerSecond() < 0 ? "" : ", " + p.writesPerSecond() + " writes/s";
  }

  private static String peers(WarmupStatus s) {
    return s.peersExpected() < 0
        ? ""
        : ", " + Math.max(0, s.peersConnected()) + " of " + s.peersExpected() + " peers connected";
  }

  private static String known(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  /** Returns how the run ended. */
  public static String outcome(WarmupStatus s) {
    WarmupOutcome outcome = s.outcome().orElse(WarmupOutcome.FAILED);
    StringBuilder text = new StringBuilder().append(outcome);
    if (!s.reason().isEmpty()) {
      text.append(": ").append(s.reason());
    }
    if (outcome == WarmupOutcome.WARMED) {
      text.append(" in ").append(Units.time(s.elapsedMillis()));
      s.source().ifPresent(peer -> text.append(" from ").append(peer));
      text.append(", ").append(s.keys() < 0 ? "an unknown number of" : s.keys()).append(" keys");
      s.progress().keys().ifPresent(k -> text.append("; ").append(k.changes()));
    }
    return text.toString();
  }
}
