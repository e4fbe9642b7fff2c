// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.util.Map;

/** Defines the attributes of the current or last verification. */
public interface VerificationAttributes {
  @Describe(
      "State of the comparison with the peers: NONE (there was none yet), RUNNING,"
          + " DONE, ABORTED or FAILED; verification() returns what it found.")
  String getVerifyState();

  @Describe("VerifyState as a number: 0 NONE, 1 RUNNING, 2 DONE, 3 ABORTED, 4 FAILED.")
  int getVerifyStateCode();

  @Describe(
      "Mode of the comparison: sample, full or repair; empty before the first" + " comparison.")
  String getVerifyMode();

  @Describe("Why the comparison failed or was ended, one sentence; may be empty.")
  String getVerifyReason();

  @Describe(
      "When the comparison began, milliseconds since 1970; -1 before the first" + " comparison.")
  long getVerifyStartedEpochMillis();

  @Describe(
      "Duration of the current comparison so far, or of the last one, milliseconds; -1"
          + " before the first comparison.")
  long getVerifyElapsedMillis();

  @Describe("Number of peers compared so far; -1 before the first comparison.")
  int getVerifyPeers();

  @Describe(
      "Number of keys compared so far, counted once for each peer; -1 before the first"
          + " comparison.")
  long getVerifyKeys();

  @Describe(
      "Number of keys found different, missing here or missing there and not repaired,"
          + " over all peers; -1 before the first comparison.")
  long getVerifyDifferences();

  @Describe(
      "Number of equal keys, counted once for each peer; -1 before the first" + " comparison.")
  long getVerifyEqual();

  @Describe(
      "Number of keys that both sides hold and that differed in two reads, over all"
          + " peers, before a repair; -1 before the first comparison.")
  long getVerifyDifferent();

  @Describe(
      "Number of keys that a peer holds and this node lacks, over all peers, before a"
          + " repair; -1 before the first comparison.")
  long getVerifyMissingHere();

  @Describe(
      "Number of keys that this node holds and a peer lacks, over all peers, before a"
          + " repair; -1 before the first comparison.")
  long getVerifyMissingThere();

  @Describe(
      "Number of keys that were written to while they were compared, so the result is"
          + " unknown, over all peers; -1 before the first comparison.")
  long getVerifyInDoubt();

  @Describe(
      "Number of keys that a repair changed, over all peers; 0 without a repair, -1"
          + " before the first comparison.")
  long getVerifyRepaired();

  @Describe(
      "VerifyDifferences of each peer, by host:port of its Redis; empty before the"
          + " first comparison.")
  Map<String, Long> getVerifyPeerDifferences();
}
