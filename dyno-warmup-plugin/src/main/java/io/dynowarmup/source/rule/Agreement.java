// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.Peer;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.Share;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the keys of a peer with those of this node and of its siblings. */
final class Agreement {
  private Agreement() {}

  /**
   * Objects to a peer that has no keys in common with this node, if this node has data. An operator
   * must then decide which data is right.
   */
  static Optional<Finding> withThisNode(PeerFacts f, Survey survey) {
    Overlap overlap = withThis(f, survey);
    if (survey.rules().localKeys() == 0 || !overlap.none() || survey.rules().named()) {
      return Optional.empty();
    }
    String text =
        String.format(
            "has nothing in common with this node: it has %s keys sampled here, and this node "
                + "has %s of its keys",
            overlap.there(), overlap.back());
    return Optional.of(
        Finding.unlessForced(
            text
                + agreeing(f, survey)
                    .map(p -> ", while " + p + " agrees with this node")
                    .orElse(
                        ". Is it the Redis of another cluster, or does this node hold the data "
                            + "of another cluster? Its keys would replace the "
                            + Units.keys(survey.rules().localKeys())
                            + " here; name it as the source (--source) if that is right")));
  }

  private static Optional<Peer> agreeing(PeerFacts f, Survey survey) {
    return survey.members().stream()
        .filter(other -> other != f && withThis(other, survey).some())
        .map(PeerFacts::peer)
        .findFirst();
  }

  /**
   * Objects to a peer that has no keys in common with the other peers. Either it does not belong to
   * this cluster, or the others do not.
   */
  static Optional<Finding> withSiblings(PeerFacts f, Survey survey) {
    if (survey.rules().named() || withThis(f, survey).some()) {
      return Optional.empty();
    }
    List<PeerFacts> strangers = new ArrayList<>();
    for (PeerFacts other : survey.members()) {
      Overlap overlap = between(f, other);
      if (other != f && overlap.some()) {
        return Optional.empty();
      }
      if (other != f && overlap.none()) {
        strangers.add(other);
      }
    }
    return strangers.isEmpty() ? Optional.empty() : beside(f, strangers, survey);
  }

  private static Optional<Finding> beside(PeerFacts f, List<PeerFacts> strangers, Survey survey) {
    PeerFacts stranger = strangers.get(0);
    boolean outvoted =
        strangers.stream().anyMatch(g -> withThis(g, survey).some() || agrees(g, strangers));
    boolean theyServe = strangers.stream().anyMatch(g -> g.evidence().dynomite().serves());
    boolean serves = f.evidence().dynomite().serves();
    if (!outvoted && serves && !theyServe) {
      // a Dynomite that takes part in the cluster vouches for its Redis
      return Optional.empty();
    }
    Overlap overlap = between(stranger, f);
    String text =
        String.format(
            "has nothing in common with %s: it has %s keys sampled there, and %s of its own are"
                + " there",
            stranger.peer(), overlap.there(), overlap.back());
    boolean known = outvoted || (theyServe && !serves);
    return Optional.of(
        Finding.unlessForced(
            known
                ? text + "; is it another cluster's Redis?"
                : text
                    + ", and it is not known which of the two belongs to this cluster; name the "
                    + "right one"
                    + " as the source (--source)"));
  }

  private static boolean agrees(PeerFacts g, List<PeerFacts> others) {
    return others.stream().anyMatch(other -> other != g && between(g, other).some());
  }

  /**
   * Returns whether the peer is known to have keys in common with this node or with another member.
   */
  static boolean withAny(PeerFacts f, Survey survey) {
    return withThis(f, survey).some()
        || survey.members().stream().anyMatch(other -> other != f && between(f, other).some());
  }

  /** Compares the keys sampled on this node with those of the peer, in both directions. */
  private static Overlap withThis(PeerFacts f, Survey survey) {
    return survey
        .rules()
        .local()
        .map(here -> new Overlap(f.evidence().holdsOf(here.endpoint()), f.evidence().heldHere()))
        .orElse(new Overlap(Share.UNKNOWN, Share.UNKNOWN));
  }

  /** Compares the keys sampled on the first peer with those of the second, in both directions. */
  private static Overlap between(PeerFacts first, PeerFacts second) {
    return new Overlap(
        second.evidence().holdsOf(first.peer().redis()),
        first.evidence().holdsOf(second.peer().redis()));
  }
}
