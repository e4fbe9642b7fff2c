// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.KeyCounts;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a run is doing and what a phase did, one sentence each. The log, the MBean and the
 * command line show these sentences. Numbers come first, because a narrow terminal cuts the end.
 * Pure functions.
 */
public final class StatusText {
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
      default:
        return or(note, "Redis becomes a master, Dynomite NORMAL");
    }
  }

  private static String preflight(WarmupStatus s) {
    return s.redisRole().isEmpty()
        ? "probing the local Redis and Dynomite"
        : "the local Redis is " + s.redisRole();
  }

  private static String handingOver(Progress p) {
    return p.keys().isPresent()
        ? "comparing the keys that are written to all the time, if there are any"
        : "Dynomite holds the writes until none can be missing";
  }

  private static String transfer(WarmupStatus s) {
    Progress p = s.progress();
    boolean arrived = p.bytesTotal() > 0 && p.bytesDone() >= p.bytesTotal();
    boolean copying = p.stage() == Progress.Stage.COPYING && !arrived;
    boolean rated = copying && p.bytesDone() >= 0 && !p.keys().isPresent();
    List<String> parts = new ArrayList<>();
    add(parts, copying && p.percent() >= 0, p.percent() + " %");
    long left = leftMillis(s);
    add(
        parts,
        left >= 0,
        about(p.totalEstimated() && p.leftMillis() < 0) + Units.time(left) + " left");
    add(parts, rated && s.bytesPerSecond() >= 0, Units.bytes(s.bytesPerSecond()) + "/s");
    add(parts, p.bytesDone() >= 0, arrived(p));
    String numbers = String.join(", ", parts);
    String note = p.keys().isPresent() ? or(p.note(), keys(p)) : p.note();
    return numbers.isEmpty() || note.isEmpty() ? numbers + note : numbers + ": " + note;
  }

  private static void add(List<String> parts, boolean known, String part) {
    if (known) {
      parts.add(part);
    }
  }

  private static String arrived(Progress p) {
    String done = Units.bytes(p.bytesDone());
    if (p.keys().isPresent()) {
      return done + " fetched";
    }
    if (p.bytesTotal() <= 0) {
      return done + " so far";
    }
    return p.bytesDone() >= p.bytesTotal()
        ? done + " have arrived"
        : done + " of " + about(p.totalEstimated()) + Units.bytes(p.bytesTotal());
  }

  private static String about(boolean estimated) {
    return estimated ? "about " : "";
  }

  /** Returns the milliseconds until the bulk has arrived; -1 if unknown or if it has arrived. */
  public static long leftMillis(WarmupStatus s) {
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

  /** A comparison of keys has no stream and therefore no lag. */
  private static String catchUp(WarmupStatus s) {
    Progress p = s.progress();
    return (p.keys().isPresent() ? transfer(s) : behind(p)) + peers(s);
  }

  private static String behind(Progress p) {
    return (p.lagBytes() < 0
            ? or(p.note(), "replication lag not known yet")
            : "behind by " + Units.bytes(p.lagBytes()))
        + (p.writesPerSecond() < 0 ? "" : ", " + p.writesPerSecond() + " writes/s");
  }

  private static String peers(WarmupStatus s) {
    return s.peersExpected() < 0
        ? ""
        : ", " + Math.max(0, s.peersConnected()) + " of " + s.peersExpected() + " peers connected";
  }

  private static String keys(Progress p) {
    return p.keys().map(KeyCounts::toString).orElse("");
  }

  /** Returns what a phase did; empty if there is nothing to say. */
  public static String did(WarmupPhase phase, WarmupStatus s) {
    switch (phase) {
      case PREFLIGHT:
        return s.topologySource();
      case SELECT_SOURCE:
        return s.source().isPresent() ? chosen(s) : "no source";
      case TRANSFER:
        return transferred(s.progress());
      case CATCH_UP:
        return (s.progress().keys().isPresent() ? transferred(s.progress()) : behind(s.progress()))
            + peers(s);
      case HAND_OVER:
        return handOver(s.handOver(), s.progress().keys().isPresent());
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
      return keys(p) + (p.bytesDone() < 0 ? "" : ", " + arrived(p));
    }
    return p.bytesDone() < 0 ? "nothing has arrived" : arrived(p);
  }

  /** A comparison that finds no difference holds no writes. */
  private static String handOver(HandOverReport h, boolean comparison) {
    if (h.tries() == 0) {
      return "was not tried";
    }
    String times =
        comparison && h.writesOnlyMillis() < 0
            ? "nothing was held back"
            : "writes held for "
                + Units.time(h.writesOnlyMillis())
                + " (settle "
                + Units.time(h.settleMillis())
                + ")";
    return h.held() ? times + ", nothing missing" : "did not hold: " + h.note() + "; " + times;
  }

  private static String restored(WarmupStatus s) {
    if (s.redisRole().isEmpty() && s.dynomiteState().isEmpty()) {
      return "nothing was changed";
    }
    return "Redis is "
        + or(s.redisRole(), "unknown")
        + ", Dynomite "
        + or(s.dynomiteState(), "unknown")
        + (s.keys() < 0 ? "" : ", " + s.keys() + " keys")
        + (s.proof().text().isEmpty() ? "" : "; " + s.proof().text());
  }

  private static String or(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
