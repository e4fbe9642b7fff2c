// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.ClockOffset;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/** Decides whether an expiry time of a peer means the same time on this node. */
final class ClockRule {
  private ClockRule() {}

  static Optional<Finding> apart(PeerFacts f, Survey survey) {
    Optional<ClockOffset> offset = f.evidence().offset().filter(ClockOffset::noticeable);
    if (!offset.isPresent()) {
      return Optional.empty();
    }
    String text =
        String.format(
            "has a clock %s %s this node's: keys would expire %s here",
            offset.get().amount(),
            offset.get().behind() ? "behind" : "ahead of",
            offset.get().behind() ? "early" : "late");
    if (!offset.get().apart()) {
      return Optional.of(Finding.warning(text));
    }
    if (f.info().hashesWithExpiringFields() > 0) {
      return Optional.of(
          Finding.unlessForced(
              text
                  + ", and it has hashes with fields that expire: every strategy copies the times"
                  + " of fields unchanged; set both clocks (NTP)"));
    }
    return Optional.of(
        survey.rules().absoluteExpiries()
            ? Finding.unlessForced(
                text
                    + "; set both clocks (NTP), or use strategy=delta, which carries the time that"
                    + " is left")
            : Finding.last(text + ", unless the time that is left is copied; set both clocks"));
  }
}
