// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.KeySample;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.Share;
import io.dynowarmup.topology.ring.KeyRange;
import java.util.Optional;

/** Decides by their hash whether the keys of a peer belong to this node's token. */
final class Belonging {
  private static final int LEAST_KEYS = 10;

  /**
   * Least share of keys in this node's range. A rebuilt ring does not explain a lower share,
   * because a ring is rebuilt by doubling.
   */
  private static final double LEAST_SHARE = 0.5;

  private static final double USUAL_SHARE = 0.95;

  private Belonging() {}

  static Optional<Finding> range(PeerFacts f, Survey survey) {
    KeyRange range = survey.rules().keyRange();
    Share share = share(f.evidence().sample(), range);
    if (!range.divides() || share.of() < LEAST_KEYS) {
      return Optional.empty();
    }
    if (share.upperBound() < LEAST_SHARE) {
      return Optional.of(
          Finding.unlessForced(
              "holds another token's data: "
                  + share
                  + " sampled keys hash into this node's range ("
                  + range
                  + "); check which Redis answers at "
                  + f.peer().redis()));
    }
    return share.fraction() < USUAL_SHARE
        ? Optional.of(
            Finding.last(
                "has keys of other tokens: only "
                    + share
                    + " sampled keys hash into this node's range ("
                    + range
                    + ")"))
        : Optional.empty();
  }

  /**
   * Returns whether the keys are known to be in this node's range of a ring with several tokens.
   * The keys of another cluster are not.
   */
  static boolean proven(PeerFacts f, Survey survey) {
    KeyRange range = survey.rules().keyRange();
    Share share = share(f.evidence().sample(), range);
    return range.divides() && share.of() >= LEAST_KEYS && share.fraction() >= USUAL_SHARE;
  }

  private static Share share(KeySample sample, KeyRange range) {
    int in = 0;
    for (byte[] key : sample.keys()) {
      in += range.holds(key) ? 1 : 0;
    }
    return new Share(in, sample.keys().size());
  }
}
