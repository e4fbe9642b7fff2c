// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.info.RemovalCalls;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.Share;
import java.util.Optional;
import java.util.function.Function;

/**
 * Detects a peer that has lost keys of this node and has gained as many others. The numbers of keys
 * do not show that. Pure functions.
 *
 * <p>Clients that delete keys and write others look the same in a sample, but the peer has then run
 * their deletions. Keys that expired prove nothing: they are gone from this node as well.
 */
public final class LackingKeys {
  /** Least number of sampled keys for a conclusion. */
  private static final int LEAST_ASKED = 20;

  /** A peer that holds more of this node's keys than this may remove the others. */
  private static final double MOST_HELD = 0.75;

  /** A peer that holds less has nothing in common with this node; {@link Agreement} decides. */
  private static final double LEAST_HELD = 0.02;

  private LackingKeys() {}

  /**
   * Returns why the peer may not remove keys of this node: it lacks more than a quarter of them, at
   * a confidence of 99 %, and neither deletions nor evictions explain it.
   *
   * @param keysHere number of keys on this node
   * @param removals asks a peer how often it ran commands that remove keys; called only for a peer
   *     that lacks keys
   * @return a part of a sentence that follows the peer's name; empty if it may remove them
   */
  public static Optional<String> unexplained(
      PeerFacts peer, long keysHere, Function<Peer, Optional<RemovalCalls>> removals) {
    Share held = peer.evidence().holdsLocal();
    if (held.of() < LEAST_ASKED
        || held.fraction() <= LEAST_HELD
        || held.upperBound() >= MOST_HELD) {
      return Optional.empty();
    }
    Optional<RemovalCalls> calls = removals.apply(peer.peer());
    long lacking = Math.round((1 - held.upperBound()) * keysHere);
    boolean explained =
        peer.info().getLong("evicted_keys", 0) > 0
            || calls.filter(c -> c.explainAll(lacking)).isPresent();
    return explained
        ? Optional.empty()
        : Optional.of(
            "has "
                + held
                + " keys sampled here, and "
                + calls
                    .map(c -> "the commands that it has run do not explain that (" + c + ")")
                    .orElse("does not report which commands it has run"));
  }
}
