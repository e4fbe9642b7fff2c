package io.dynowarmup.jmx;

import java.util.Map;

/** What the comparison with the peers that is going on, or the last one, has found. */
public interface VerificationAttributes {
  @Describe(
      "The comparison with the peers: NONE (there was none yet), RUNNING, DONE, ABORTED or FAILED;"
          + " verification() tells what it found.")
  String getVerifyState();

  @Describe("VerifyState as a number: 0 NONE, 1 RUNNING, 2 DONE, 3 ABORTED, 4 FAILED.")
  int getVerifyStateCode();

  @Describe("What it compares: sample, full or repair; empty before the first.")
  String getVerifyMode();

  @Describe("Why it failed or was ended, in a sentence; may be empty.")
  String getVerifyReason();

  @Describe("When it began, milliseconds since 1970; -1 before the first.")
  long getVerifyStartedEpochMillis();

  @Describe("How long it has taken so far, or took, milliseconds; -1 before the first.")
  long getVerifyElapsedMillis();

  @Describe("Peers that it has compared with so far; -1 before the first.")
  int getVerifyPeers();

  @Describe("Keys that it has compared so far, with each peer counted anew; -1 before the first.")
  long getVerifyKeys();

  @Describe(
      "Keys that it found different, missing here or missing there and did not repair, over all"
          + " peers; -1 before the first.")
  long getVerifyDifferences();

  @Describe("Keys that were the same, with each peer counted anew; -1 before the first.")
  long getVerifyEqual();

  @Describe(
      "Keys that both sides hold and not the same in two looks, over all peers, before a repair; -1"
          + " before the first.")
  long getVerifyDifferent();

  @Describe(
      "Keys that a peer holds and this node does not, over all peers, before a repair; -1 before the"
          + " first.")
  long getVerifyMissingHere();

  @Describe(
      "Keys that this node holds and a peer does not, over all peers, before a repair; -1 before the"
          + " first.")
  long getVerifyMissingThere();

  @Describe(
      "Keys that were written to while they were looked at, so that nobody can say, over all peers; -1"
          + " before the first.")
  long getVerifyInDoubt();

  @Describe("Keys that a repair has changed, over all peers; 0 without one, -1 before the first.")
  long getVerifyRepaired();

  @Describe("VerifyDifferences for each peer, by host:port of its Redis; empty before the first.")
  Map<String, Long> getVerifyPeerDifferences();
}
