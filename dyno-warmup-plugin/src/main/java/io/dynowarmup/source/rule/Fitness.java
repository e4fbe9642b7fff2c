// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.fitness.SnapshotFit;
import io.dynowarmup.fitness.SourceHarm;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.LocalSide.Ways;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether the local Redis can load the data of a peer, and how sending it may harm the
 * peer.
 */
public final class Fitness {
  private Fitness() {}

  /**
   * Returns why the local Redis cannot be a replica of a peer, although keys may be copied one by
   * one.
   *
   * @return a sentence; empty if it can be a replica, as far as is known
   */
  public static Optional<String> replicationObjection(PeerFacts peer, LocalSide local) {
    Optional<String> ofPeer = ofPeer(peer, local);
    return ofPeer.isPresent()
        ? ofPeer.map(why -> peer.peer().redis() + " " + why)
        : local.cannotReplicate();
  }

  /**
   * Returns a sentence that says why no key of a peer can be copied; empty if no reason is known.
   */
  public static Optional<String> versionObjection(PeerFacts peer, LocalSide local) {
    return new SnapshotFit(local.redis(), peer.server())
        .versionObjection()
        .map(why -> peer.peer().redis() + " " + why);
  }

  /** Returns one sentence for each part of a peer's data for which this node has no place. */
  public static List<String> leftOut(PeerFacts peer, LocalSide local) {
    return new SnapshotFit(local.redis(), peer.server()).leftOut();
  }

  private static Optional<String> ofPeer(PeerFacts peer, LocalSide local) {
    ServerFacts there = peer.server();
    Optional<String> unfit = new SnapshotFit(local.redis(), there).snapshotObjection();
    if (unfit.isPresent()) {
      return unfit;
    }
    for (String command : new String[] {"PSYNC", "REPLCONF"}) {
      Optional<String> refusal = there.refusal(command);
      if (refusal.isPresent()) {
        return refusal.map(why -> "cannot be replicated: " + why);
      }
    }
    return Optional.empty();
  }

  static Optional<Finding> clusterMode(PeerFacts f, Survey survey) {
    return f.server().clusterMode()
        ? Optional.of(
            Finding.never(
                "runs in cluster mode (cluster-enabled yes), in which no Dynomite can use it"))
        : Optional.empty();
  }

  static Optional<Finding> version(PeerFacts f, Survey survey) {
    return new SnapshotFit(survey.rules().side().redis(), f.server())
        .versionObjection()
        .map(Finding::never);
  }

  static Optional<Finding> replication(PeerFacts f, Survey survey) {
    LocalSide local = survey.rules().side();
    switch (local.ways()) {
      case KEYS:
        return Optional.empty();
      case SNAPSHOT:
        Optional<String> ofPeer = ofPeer(f, local);
        return (ofPeer.isPresent() ? ofPeer : local.cannotReplicate()).map(Finding::never);
      default:
        return ofPeer(f, local).map(Finding::last);
    }
  }

  static Optional<Finding> harm(PeerFacts f, Survey survey) {
    return survey.rules().side().ways() == Ways.KEYS
        ? Optional.empty()
        : SourceHarm.doubt(f.server()).map(Finding::last);
  }
}
