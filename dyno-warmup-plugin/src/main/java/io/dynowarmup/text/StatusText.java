// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Says what a run is doing and what a phase did, one sentence each. The log, the MBean and the
 * command line show these sentences. Numbers come first, because a narrow terminal cuts the end.
 * Pure functions.
 */
public final class StatusText {
  /** In a window of 100 ms one write is 10 writes/s, and the run writes some markers of its own. */
  private static final int FEW_WRITES = 100;

  private StatusText() {}

  /** Returns what the current phase is doing, without the name of the phase; empty if IDLE. */
  public static String doing(WarmupStatus s) {
    String note = s.progress().note();
    switch (s.phase()) {
      case IDLE:
        return "";
      case PREFLIGHT:
        return or(note, preflight(s));
      case SELECT_SOURCE:
        return "probing the peers with this node's token";
      case TRANSFER:
        return transfer(s);
      case CATCH_UP:
        return catchUp(s);
      case HAND_OVER:
        return handingOver(s.progress());
      case RECONCILE:
        return "comparing what both Redis have executed";
      default:
        return or(note, "Redis becomes a master, Dynomite NORMAL");
    }
  }

  private static String preflight(WarmupStatus s) {
    return s.redisRole()
        .map(role -> "the local Redis is " + role)
        .orElse("probing the local Redis and Dynomite");
  }

  private static String handingOver(Progress p) {
    return p.keys().isPresent()
        ? "comparing the keys that are written to all the time, if there are any"
        : "Dynomite holds the writes until none can be missing";
  }

  private static String transfer(WarmupStatus s) {
    Progress p = s.progress();
    boolean copying = p.stage() == Progress.Stage.COPYING && !allArrived(p);
    boolean rated = copying && p.bytesDone().isPresent() && !p.keys().isPresent();
    boolean ofBytes = p.totalEstimated() && !p.leftMillis().isPresent();
    String guess = p.keys().isPresent() ? "about " : ofBytes ? guess(p) : "";
    List<String> parts = new ArrayList<>();
    if (copying && p.percent().isPresent()) {
      parts.add(p.percent().getAsInt() + " %");
    }
    leftMillis(s).ifPresent(left -> parts.add(guess + Units.time(left) + " left"));
    if (rated) {
      s.bytesPerSecond().ifPresent(rate -> parts.add(Units.bytes(rate) + "/s"));
    }
    if (copying) {
      p.keysPerSecond().ifPresent(rate -> parts.add(rate + " keys/s"));
    }
    p.bytesDone().ifPresent(done -> parts.add(arrived(p, done)));
    String numbers = String.join(", ", parts);
    String note = p.keys().isPresent() ? or(p.note(), keys(p)) : p.note();
    return numbers.isEmpty() || note.isEmpty()
        ? or(numbers + note, "asking the source for its data")
        : numbers + ": " + note;
  }

  private static boolean allArrived(Progress p) {
    long total = p.bytesTotal().orElse(0);
    return total > 0 && p.bytesDone().orElse(0) >= total;
  }

  private static String arrived(Progress p, long bytes) {
    String done = Units.bytes(bytes);
    long total = p.bytesTotal().orElse(0);
    if (p.keys().isPresent()) {
      return done + " fetched";
    }
    if (total == 0) {
      return done + " so far";
    }
    return allArrived(p) ? done + " have arrived" : done + " of " + guess(p) + Units.bytes(total);
  }

  /** Returns the word before the size of the bulk, and before the time that follows from it. */
  private static String guess(Progress p) {
    return p.totalLimit() ? "at most " : p.totalEstimated() ? "about " : "";
  }

  /** Returns the milliseconds until the bulk has arrived; empty if unknown or if it has arrived. */
  public static OptionalLong leftMillis(WarmupStatus s) {
    Progress p = s.progress();
    if (s.phase() != WarmupPhase.TRANSFER || p.stage() != Progress.Stage.COPYING) {
      return OptionalLong.empty();
    }
    if (p.leftMillis().isPresent()) {
      return p.leftMillis();
    }
    long left = p.bytesTotal().orElse(0) - p.bytesDone().orElse(0);
    long rate = s.bytesPerSecond().orElse(0);
    boolean known = p.bytesDone().isPresent() && left > 0 && rate > 0;
    return known ? OptionalLong.of((long) (left * 1e3 / rate)) : OptionalLong.empty();
  }

  /** A comparison of keys has no stream and therefore no lag. */
  private static String catchUp(WarmupStatus s) {
    Progress p = s.progress();
    return (p.keys().isPresent() ? transfer(s) : behind(p)) + peers(s);
  }

  private static String behind(Progress p) {
    return (p.lagBytes().isPresent()
            ? "behind by " + Units.bytes(p.lagBytes().getAsLong())
            : or(p.note(), "replication lag not known yet"))
        + RunText.part(p.writesPerSecond(), writes -> ", " + writes(writes));
  }

  private static String writes(long perSecond) {
    return perSecond < FEW_WRITES
        ? "fewer than " + FEW_WRITES + " writes/s"
        : "about " + perSecond + " writes/s";
  }

  private static String peers(WarmupStatus s) {
    return s.peersExpected().isPresent()
        ? ", " + peers(s.peersConnected().orElse(0), s.peersExpected().getAsInt())
        : "";
  }

  /** A peer may have several connections, so more can be connected than expected. */
  public static String peers(long connected, long expected) {
    return Math.max(0, Math.min(connected, expected)) + " of " + expected + " peers connected";
  }

  private static String keys(Progress p) {
    return p.keys().map(KeyCounts::toString).orElse("");
  }

  /** Returns what a phase did; empty if there is nothing to say. */
  public static String did(WarmupPhase phase, WarmupStatus s) {
    switch (phase) {
      case PREFLIGHT:
        return s.topologySource().orElse("");
      case SELECT_SOURCE:
        return s.source().isPresent() ? chosen(s) : "no source";
      case TRANSFER:
        return transferred(s.progress());
      case CATCH_UP:
        return (s.progress().keys().isPresent() ? transferred(s.progress()) : behind(s.progress()))
            + peers(s);
      case HAND_OVER:
        return handOver(s.handOver(), s.progress().keys().isPresent());
      case RECONCILE:
        return s.handOver().reconciled().map(ReconcileReport::toString).orElse("");
      case RESTORE:
        return restored(s);
      default:
        return "";
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

  private static String transferred(Progress p) {
    if (p.keys().isPresent()) {
      return keys(p) + RunText.part(p.bytesDone(), done -> ", " + arrived(p, done));
    }
    return p.bytesDone().isPresent()
        ? arrived(p, p.bytesDone().getAsLong())
        : "nothing has arrived";
  }

  /** A comparison that finds no difference holds no writes. */
  private static String handOver(HandOverReport h, boolean comparison) {
    if (h.tries() == 0) {
      return "was not tried";
    }
    String times =
        comparison && !h.writesOnlyMillis().isPresent()
            ? "nothing was held back"
            : "writes held for "
                + Units.time(h.writesOnlyMillis())
                + " (settle "
                + Units.time(h.settleMillis())
                + ")";
    return h.held() ? times + ", nothing missing" : "did not hold: " + h.note() + "; " + times;
  }

  private static String restored(WarmupStatus s) {
    if (!s.redisRole().isPresent() && !s.dynomiteState().isPresent()) {
      return "nothing was changed";
    }
    return "Redis is "
        + s.redisRole().orElse("unknown")
        + ", Dynomite "
        + s.dynomiteState().orElse("unknown")
        + RunText.part(s.keys(), keys -> ", " + Units.keys(keys))
        + (s.proof().text().isEmpty() ? "" : "; " + s.proof().text());
  }

  private static String or(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
