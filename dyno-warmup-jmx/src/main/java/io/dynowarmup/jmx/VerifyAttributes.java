// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static io.dynowarmup.jmx.table.AttributeTable.COUNT;
import static io.dynowarmup.jmx.table.AttributeTable.MILLIS;
import static io.dynowarmup.jmx.table.AttributeTable.PERCENT;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.report.PeerRepair;
import io.dynowarmup.jmx.table.AttributeTable;

/** Lists the attributes of the current or last verification that are a number or a text. */
final class VerifyAttributes {
  static final AttributeTable<BeanSource> TABLE =
      new AttributeTable<BeanSource>()
          .text(
              "VerifyState",
              "State of the verification: NONE (there was none yet), RUNNING, DONE, ABORTED or"
                  + " FAILED; verification() returns what it found.",
              s -> s.verification().state().name())
          .integer(
              "VerifyStateCode",
              COUNT,
              "VerifyState as a number: 0 NONE, 1 RUNNING, 2 DONE, 3 ABORTED, 4 FAILED.",
              s -> s.verification().state().ordinal())
          .text(
              "VerifyMode",
              "Mode of the verification: sample, full or repair; empty before the first one.",
              s -> s.verification().mode().orElse(""))
          .text(
              "VerifyReason",
              "Why the verification failed or was ended; for a repair that can change nothing, the"
                  + " reason, from its start; may be empty.",
              s -> s.verification().reason())
          .number(
              "VerifyStartedEpochMillis",
              MILLIS,
              "When the verification began, milliseconds since 1970; -1 before the first"
                  + " verification.",
              s -> s.verification().startedEpochMillis().orElse(-1))
          .number(
              "VerifyFinishedEpochMillis",
              MILLIS,
              "When the last verification ended, milliseconds since 1970; -1 while one is in"
                  + " progress and before the first one.",
              BeanSource::verificationEnded)
          .number(
              "VerifyElapsedMillis",
              MILLIS,
              "Duration of the current verification so far, or of the last one, milliseconds; -1"
                  + " before the first verification.",
              s -> s.verified(VerifyReport::elapsedMillis))
          .integer(
              "VerifyPercent",
              PERCENT,
              "Share of the keys that have been compared, percent, 0 to 100, from an estimate of"
                  + " their number; below 100 until the end; -1 unknown.",
              s -> (int) s.verified(r -> r.percent().orElse(-1)))
          .number(
              "VerifyEtaMillis",
              MILLIS,
              "Time until the verification ends at its rate so far, milliseconds; -1 unknown or not"
                  + " running.",
              s -> s.verified(r -> r.leftMillis().orElse(-1)))
          .integer(
              "VerifyPeers",
              COUNT,
              "Number of peers compared so far; -1 before the first verification.",
              s -> (int) s.verified(r -> r.peers().size()))
          .number(
              "VerifyKeys",
              COUNT,
              "Number of keys compared so far, counted once for each peer; -1 before the first"
                  + " verification.",
              s -> s.sum(PeerComparison::compared))
          .number(
              "VerifyKeysExpected",
              COUNT,
              "About how many keys are compared, counted once for each peer; -1 unknown.",
              s -> s.verified(r -> r.expected().orElse(-1)))
          .number(
              "VerifyDifferences",
              COUNT,
              "Number of keys found different, missing here or missing there and not repaired, over"
                  + " all peers; -1 before the first verification.",
              s -> s.sum(PeerComparison::remaining))
          .number(
              "VerifyEqual",
              COUNT,
              "Number of equal keys, counted once for each peer; -1 before the first verification.",
              s -> s.sum(PeerComparison::equal))
          .number(
              "VerifyDifferent",
              COUNT,
              "Number of keys that both sides hold and that differed in two reads, over all peers,"
                  + " before a repair; -1 before the first verification.",
              s -> s.sum(PeerComparison::different))
          .number(
              "VerifyMissingHere",
              COUNT,
              "Number of keys that a peer holds and this node lacks, over all peers, before a"
                  + " repair; -1 before the first verification.",
              s -> s.sum(PeerComparison::missingHere))
          .number(
              "VerifyMissingThere",
              COUNT,
              "Number of keys that this node holds and a peer lacks, over all peers, before a"
                  + " repair; -1 before the first verification.",
              s -> s.sum(PeerComparison::missingThere))
          .number(
              "VerifyInDoubt",
              COUNT,
              "Number of keys that were written to while they were compared, so the result is"
                  + " unknown, over all peers; -1 before the first verification.",
              s -> s.sum(PeerComparison::inDoubt))
          .number(
              "VerifyRepaired",
              COUNT,
              "Number of keys that a repair changed, over all peers; 0 without a repair, -1 before"
                  + " the first verification.",
              s -> s.sum(p -> p.repair().map(PeerRepair::repaired).orElse(0L)));

  private VerifyAttributes() {}
}
