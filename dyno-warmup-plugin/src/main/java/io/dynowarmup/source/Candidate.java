// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.fitness.SourceHarm;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.probe.DiskLoad;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.NewPeers;
import io.dynowarmup.source.rule.SnapshotDoubt;
import io.dynowarmup.source.rule.Warmth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** A peer with the result of its ranking. */
@Value.Immutable(builder = false)
public abstract class Candidate {
  Candidate() {}

  public abstract PeerFacts facts();

  /** Returns whether the peer can be the source. */
  public abstract boolean eligible();

  /** Returns the rank, 1 for the best; 0 if the peer is not eligible. */
  public abstract int rank();

  /** Returns the reason for the rank, in plain words. */
  public abstract String reason();

  /**
   * Returns what an operator must know if this peer is the source; each text follows the peer's
   * name.
   */
  public abstract List<String> warnings();

  /** Returns why nothing proves that its Redis belongs to this cluster; empty if something does. */
  public abstract Optional<String> unproven();

  public Peer peer() {
    return facts().peer();
  }

  /** Returns the state of its copy. */
  public abstract Warmth warmth();

  /** Returns why its copy may not decide what this node holds, as a text that follows its name. */
  public String whyNoAuthority() {
    return warmth().text();
  }

  /** Returns whether its copy may decide what this node holds. */
  public boolean isAuthority() {
    return warmth() == Warmth.AUTHORITY;
  }

  /** Returns whether both were restarted, and one was made from the other or both from a third. */
  public boolean isSameCopyAs(Candidate other) {
    return warmth().isOfRestart()
        && other.warmth().isOfRestart()
        && (isMadeFrom(other) || other.isMadeFrom(this));
  }

  private boolean isMadeFrom(Candidate original) {
    String address = original.peer().redis().toString();
    Optional<NodeRecord> third = original.facts().info().nodeRecord();
    return warmth() == Warmth.UNCONFIRMED
        && facts().info().nodeRecord().filter(r -> r.isCopyOf(address, third)).isPresent();
  }

  /** Returns that it lacks what its last run had to leave out; empty if it does not. */
  public Optional<String> incomplete() {
    return warmth() == Warmth.INCOMPLETE
        ? Optional.of(peer() + " " + warmth().text())
        : Optional.empty();
  }

  /** Returns how many keys it has. */
  public long keys() {
    return facts().keys();
  }

  /**
   * Returns whether it may hold only what was written since it was started: it has no record that
   * it was warmed, and it is empty, or was started a short while ago and loaded no data from its
   * disk.
   *
   * @param youngSeconds a Redis with a longer uptime in seconds counts as in service
   */
  public boolean mayBeNew(long youngSeconds) {
    return facts().answered()
        && !NewPeers.isRecordedWarm(facts().info())
        && (keys() == 0 || DiskLoad.isFilledSinceStart(facts().info(), youngSeconds));
  }

  /** Returns why a sync may make the peer refuse all writes; empty if no such risk is known. */
  public Optional<String> harm() {
    return SourceHarm.doubt(facts().server()).map(why -> "it " + why);
  }

  /** Returns why the peer may not be able to make a snapshot; empty if no such risk is known. */
  public Optional<String> snapshotDoubt() {
    return SnapshotDoubt.of(facts());
  }

  /**
   * Returns the verdict for the API.
   *
   * @param chosen whether the peer is the source of this run
   */
  public CandidateVerdict verdict(boolean chosen) {
    return CandidateVerdict.of(peer(), eligible(), chosen, reason());
  }

  @Override
  public String toString() {
    return peer() + (eligible() ? " rank " + rank() : " not eligible") + ": " + reason();
  }

  /** Returns why no peer can be the source. */
  public static String whyNone(List<CandidateVerdict> verdicts) {
    return verdicts.stream()
        .map(v -> " " + v.peer() + ": " + v.text())
        .collect(Collectors.joining(";", "no peer can be the source:", ""));
  }
}
