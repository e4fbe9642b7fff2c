// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;

/**
 * Formats the messages of notifications. Some tools show only the message, so it contains all
 * facts. Pure functions.
 */
final class NotificationText {
  private NotificationText() {}

  static String started(WarmupStatus s) {
    return "run " + s.runId() + " has begun (" + s.trigger() + ")";
  }

  static String phase(WarmupPhase before, WarmupStatus s) {
    return "run " + s.runId() + ": " + before + " -> " + s.phase() + after(s.elapsedMillis());
  }

  private static String after(long millis) {
    return " after " + millis + " ms";
  }

  static String source(WarmupStatus s) {
    String peer = s.source().map(Peer::toString).orElse("none");
    String why = "";
    for (CandidateVerdict v : s.candidates()) {
      if (v.chosen()) {
        why = ": " + v.text();
      }
    }
    return "run " + s.runId() + ": the source is " + peer + why;
  }

  static String finished(RunRecord r) {
    StringBuilder text = new StringBuilder("run ").append(r.runId()).append(": ");
    text.append(r.outcome()).append(after(r.elapsedMillis()));
    if (!r.source().isEmpty()) {
      text.append(" from ").append(r.source());
    }
    number(text, r.bytes(), " bytes");
    number(text, r.keys(), " keys");
    number(text, r.writesOnlyMillis(), " ms of held writes");
    if (!r.compared().isEmpty() && !r.reason().contains(r.compared())) {
      text.append("; ").append(r.compared());
    }
    return text.append(r.reason().isEmpty() ? "" : ": " + r.reason()).toString();
  }

  private static void number(StringBuilder text, long n, String what) {
    if (n >= 0) {
      text.append(", ").append(n).append(what);
    }
  }
}
