// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.fitness.SourceHarm;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A peer with the verdict about it. */
public final class Candidate {
  private final PeerFacts facts;
  private final boolean eligible;
  private final int rank;
  private final String reason;
  private final List<String> warnings;

  private final String unproven;

  /**
   * @param unproven why nothing proves that it is of this cluster; empty when something does
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
   * What its copy is worth.
   *
   * @param youngSeconds a Redis that is up for longer is in service
   */
  public Warmth warmth(long youngSeconds) {
    return facts.answered() ? Warmth.of(facts, youngSeconds) : Warmth.AUTHORITY;
  }

  /** Whether it can be the source. */
  public boolean eligible() {
    return eligible;
  }

  /** 1 is the best; 0 for one that is not eligible. */
  public int rank() {
    return rank;
  }

  /** Why, in plain words. */
  public String reason() {
    return reason;
  }

  /** What an operator has to know when it is the source; each continues the peer's name. */
  public List<String> warnings() {
    return warnings;
  }

  /** Why a sync may make it refuse all writes; empty where nothing is known of that. */
  public Optional<String> harm() {
    return SourceHarm.doubt(facts.server()).map(why -> "it " + why);
  }

  /** Why it may not bear a snapshot; empty where nothing is known of that. */
  public Optional<String> snapshotDoubt() {
    return SnapshotDoubt.of(facts);
  }

  /** Why nothing proves that its Redis is of this cluster; empty when something does. */
  public String unproven() {
    return unproven;
  }

  /**
   * @param chosen whether it is the source of this run
   */
  public CandidateVerdict verdict(boolean chosen) {
    return new CandidateVerdict(peer(), eligible, chosen, reason);
  }

  @Override
  public String toString() {
    return peer() + (eligible ? " rank " + rank : " not eligible") + ": " + reason;
  }
}
