// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** This node beside one peer. Numbers of keys. Immutable. */
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
   * @param problem why the comparison with this peer broke off; empty otherwise
   * @param examples a sentence for each, a few of what is not equal
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

  /** The same, as far as it came. */
  public PeerComparison brokenOff(String why) {
    return new PeerComparison(this, why, repair);
  }

  /** The same, and what was done about it. */
  public PeerComparison with(PeerRepair done) {
    return new PeerComparison(this, problem, done);
  }

  public Peer peer() {
    return peer;
  }

  /** Looked at on both sides. */
  public long compared() {
    return compared;
  }

  public long equal() {
    return equal;
  }

  /** There on both sides, and not the same in two looks a settle time apart. */
  public long different() {
    return different;
  }

  /** At the peer only, in two looks. */
  public long missingHere() {
    return missingHere;
  }

  /** On this node only, in two looks. */
  public long missingThere() {
    return missingThere;
  }

  /** Were written to while they were looked at, so that nobody can say. */
  public long inDoubt() {
    return inDoubt;
  }

  /** Different, missing here or missing there, when it was found. */
  public long unequal() {
    return different + missingHere + missingThere;
  }

  /** What of that is so still, after a repair. */
  public long remaining() {
    return repair == null ? unequal() : repair.left();
  }

  /** What was done about it; empty unless a repair was asked for. */
  public Optional<PeerRepair> repair() {
    return Optional.ofNullable(repair);
  }

  public String problem() {
    return problem;
  }

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
