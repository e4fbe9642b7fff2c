// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.fitness.SourceHarm;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.SnapshotDoubt;
import io.dynowarmup.source.rule.Warmth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A peer with the result of its ranking. Immutable. */
public final class Candidate {
  private final PeerFacts facts;
  private final boolean eligible;
  private final int rank;
  private final String reason;
  private final List<String> warnings;

  private final String unproven;

  /**
   * Creates a candidate.
   *
   * @param unproven why nothing proves that the peer belongs to this cluster; empty if something
   *     does
   */
  Candidate(
      PeerFacts facts,
      boolean eligible,
      int rank,
      String reason,
      List<String> warnings,
      String unproven) {
    this.unproven = unproven;
    this.facts = facts;
    this.eligible = eligible;
    this.rank = rank;
    this.reason = reason;
    this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
  }

  public Peer peer() {
    return facts.peer();
  }

  public PeerFacts facts() {
    return facts;
  }

  /**
   * Returns the state of its copy.
   *
   * @param youngSeconds a Redis with a longer uptime in seconds counts as in service
   */
  public Warmth warmth(long youngSeconds) {
    return facts.answered() ? Warmth.of(facts, youngSeconds) : Warmth.AUTHORITY;
  }

  /** Returns whether the peer can be the source. */
  public boolean eligible() {
    return eligible;
  }

  /** Returns the rank, 1 for the best; 0 if the peer is not eligible. */
  public int rank() {
    return rank;
  }

  /** Returns the reason for the rank, in plain words. */
  public String reason() {
    return reason;
  }

  /**
   * Returns what an operator must know if this peer is the source; each text follows the peer's
   * name.
   */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns why a sync may make the peer refuse all writes; empty if no such risk is known. */
  public Optional<String> harm() {
    return SourceHarm.doubt(facts.server()).map(why -> "it " + why);
  }

  /** Returns why the peer may not be able to make a snapshot; empty if no such risk is known. */
  public Optional<String> snapshotDoubt() {
    return SnapshotDoubt.of(facts);
  }

  /** Returns why nothing proves that its Redis belongs to this cluster; empty if something does. */
  public String unproven() {
    return unproven;
  }

  /**
   * Returns the verdict for the API.
   *
   * @param chosen whether the peer is the source of this run
   */
  public CandidateVerdict verdict(boolean chosen) {
    return CandidateVerdict.of(peer(), eligible, chosen, reason);
  }

  @Override
  public String toString() {
    return peer() + (eligible ? " rank " + rank : " not eligible") + ": " + reason;
  }
}
