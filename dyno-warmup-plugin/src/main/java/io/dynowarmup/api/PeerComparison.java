// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.api.report.PeerRepair;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Holds the result of comparing this node with one peer, as numbers of keys. */
@Value.Immutable
public abstract class PeerComparison {
  PeerComparison() {}

  /**
   * Returns a copy of this result for a comparison that broke off.
   *
   * @param why why it broke off
   */
  public PeerComparison brokenOff(String why) {
    return new Builder().from(this).problem(why).build();
  }

  /**
   * Returns a copy of this result with the result of the repair.
   *
   * @param done what the repair did
   */
  public PeerComparison with(PeerRepair done) {
    return new Builder().from(this).repair(done).build();
  }

  /** Returns the peer that was compared. */
  public abstract Peer peer();

  /** Returns the number of keys compared on both sides. */
  public abstract long compared();

  /** Returns about how many keys this comparison compares, from DBSIZE; empty if unknown. */
  public abstract OptionalLong expected();

  /** Returns how many keys are the same on both sides. */
  public abstract long equal();

  /** Returns how many keys exist on both sides and differ in two probes one settle time apart. */
  public abstract long different();

  /** Returns how many keys only the peer has, in two probes. */
  public abstract long missingHere();

  /** Returns how many keys only this node has, in two probes. */
  public abstract long missingThere();

  /** Returns how many keys have no result because they were written during the comparison. */
  public abstract long inDoubt();

  /**
   * Returns the number of mismatches found before any repair: different, missing here or missing
   * there.
   */
  public long unequal() {
    return different() + missingHere() + missingThere();
  }

  /** Returns how many mismatches remain after the repair, if there was one. */
  public long remaining() {
    return repair().map(PeerRepair::left).orElseGet(this::unequal);
  }

  /** Returns what the repair did; empty unless a repair was requested. */
  public abstract Optional<PeerRepair> repair();

  /** Returns why the comparison with this peer broke off; empty if it did not. */
  public abstract Optional<String> problem();

  /** Returns one sentence for each of a few keys that are not equal. */
  public abstract List<String> examples();

  @Override
  public String toString() {
    return String.format(
        "%s: %d compared, %d equal, %d different, %d missing here, %d missing there, %d in "
            + "doubt%s%s",
        peer(),
        compared(),
        equal(),
        different(),
        missingHere(),
        missingThere(),
        inDoubt(),
        repair().map(r -> "; " + r).orElse(""),
        problem().map(p -> "; incomplete: " + p).orElse(""));
  }

  /** Collects the result of a comparison. */
  public static final class Builder extends ImmutablePeerComparison.Builder {}
}
