// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Holds the result of comparing this node with one peer, as numbers of keys. Immutable. */
public final class PeerComparison {
  private final Peer peer;
  private final long compared;
  private final long equal;
  private final long different;
  private final long missingHere;
  private final long missingThere;
  private final long inDoubt;
  private final String problem;
  private final List<String> examples;
  private final PeerRepair repair;

  /**
   * Creates a result without a repair.
   *
   * @param peer the peer that was compared
   * @param compared keys compared on both sides
   * @param equal keys that are the same on both sides
   * @param different keys on both sides that differ in two probes one settle time apart
   * @param missingHere keys that only the peer has, in two probes
   * @param missingThere keys that only this node has, in two probes
   * @param inDoubt keys that changed during the comparison, so that it has no result for them
   * @param problem why the comparison with this peer broke off; empty if it did not
   * @param examples one sentence for each of a few keys that are not equal
   */
  public PeerComparison(
      Peer peer,
      long compared,
      long equal,
      long different,
      long missingHere,
      long missingThere,
      long inDoubt,
      String problem,
      List<String> examples) {
    this.peer = Objects.requireNonNull(peer);
    this.compared = compared;
    this.equal = equal;
    this.different = different;
    this.missingHere = missingHere;
    this.missingThere = missingThere;
    this.inDoubt = inDoubt;
    this.problem = Objects.requireNonNull(problem);
    this.examples = Collections.unmodifiableList(new ArrayList<>(examples));
    this.repair = null;
  }

  private PeerComparison(PeerComparison o, String problem, PeerRepair repair) {
    this.peer = o.peer;
    this.compared = o.compared;
    this.equal = o.equal;
    this.different = o.different;
    this.missingHere = o.missingHere;
    this.missingThere = o.missingThere;
    this.inDoubt = o.inDoubt;
    this.problem = Objects.requireNonNull(problem);
    this.examples = o.examples;
    this.repair = repair;
  }

  /**
   * Returns a copy of this result for a comparison that broke off.
   *
   * @param why why it broke off
   */
  public PeerComparison brokenOff(String why) {
    return new PeerComparison(this, why, repair);
  }

  /**
   * Returns a copy of this result with the result of the repair.
   *
   * @param done what the repair did
   */
  public PeerComparison with(PeerRepair done) {
    return new PeerComparison(this, problem, done);
  }

  /** Returns the peer that was compared. */
  public Peer peer() {
    return peer;
  }

  /** Returns the number of keys compared on both sides. */
  public long compared() {
    return compared;
  }

  /** Returns how many keys are the same on both sides. */
  public long equal() {
    return equal;
  }

  /** Returns how many keys exist on both sides and differ in two probes one settle time apart. */
  public long different() {
    return different;
  }

  /** Returns how many keys only the peer has, in two probes. */
  public long missingHere() {
    return missingHere;
  }

  /** Returns how many keys only this node has, in two probes. */
  public long missingThere() {
    return missingThere;
  }

  /**
   * Returns how many keys were written during the comparison, so that it has no result for them.
   */
  public long inDoubt() {
    return inDoubt;
  }

  /**
   * Returns the number of mismatches found before any repair: different, missing here or missing
   * there.
   */
  public long unequal() {
    return different + missingHere + missingThere;
  }

  /** Returns how many mismatches remain after the repair, if there was one. */
  public long remaining() {
    return repair == null ? unequal() : repair.left();
  }

  /** Returns what the repair did; empty unless a repair was requested. */
  public Optional<PeerRepair> repair() {
    return Optional.ofNullable(repair);
  }

  /** Returns why the comparison with this peer broke off; empty if it did not. */
  public String problem() {
    return problem;
  }

  /** Returns one sentence for each of a few keys that are not equal. */
  public List<String> examples() {
    return examples;
  }

  @Override
  public String toString() {
    return peer
        + ": "
        + compared
        + " compared, "
        + equal
        + " equal, "
        + different
        + " different, "
        + missingHere
        + " missing here, "
        + missingThere
        + " missing there, "
        + inDoubt
        + " in doubt"
        + (repair == null ? "" : "; " + repair)
        + (problem.isEmpty() ? "" : "; broken off: " + problem);
  }
}
