// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.notification;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.text.RunText;
import io.dynowarmup.unit.Units;

/**
 * Formats the messages of notifications. Some tools show only the message, so it contains all
 * facts. Pure functions.
 */
final class NotificationText {
  private NotificationText() {}

  static String started(WarmupStatus s) {
    return "run " + s.runId().orElse("") + " has begun (" + s.trigger() + ")";
  }

  static String phase(WarmupPhase before, WarmupStatus s) {
    return "run "
        + s.runId().orElse("")
        + ": "
        + before
        + " -> "
        + s.phase()
        + " after "
        + Units.time(s.elapsedMillis());
  }

  static String source(WarmupStatus s) {
    String peer = s.source().map(Peer::toString).orElse("none");
    String why = "";
    for (CandidateVerdict v : s.candidates()) {
      if (v.chosen()) {
        why = ": " + v.text();
      }
    }
    return "run " + s.runId().orElse("") + ": the source is " + peer + why;
  }

  static String finished(RunRecord r) {
    return "run " + r.runId() + ": " + RunText.of(r);
  }
}
