// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/** Decides whether a peer has enough keys, compared with its siblings and this node. */
final class KeyCount {
  private KeyCount() {}

  static Optional<Finding> empty(PeerFacts f, Survey survey) {
    if (!f.answered() || f.keys() > 0) {
      return Optional.empty();
    }
    boolean only = survey.isLaunch() && survey.areAllEmpty();
    if (survey.mostKeys() > 0 && !only) {
      return Optional.of(
          Finding.never(
              "is empty, while another node with this token has " + Units.keys(survey.mostKeys())));
    }
    long here = survey.rules().localKeys();
    return here > 0
        ? Optional.of(
            Finding.never(
                "is empty, while this node has " + Units.keys(here) + ", which would be lost"))
        : Optional.empty();
  }

  static Optional<Finding> farFewerThanASibling(PeerFacts f, Survey survey) {
    long most = mostKeysBeside(f, survey);
    return f.answered() && !onlyAdds(f, survey) && KeyShare.isLessThanHalf(f.keys(), most)
        ? Optional.of(
            Finding.never(
                String.format(
                    "has %s, fewer than half of the %d of another node with this token",
                    Units.keys(f.keys()), most)))
        : Optional.empty();
  }

  /**
   * Returns the largest number of keys of the siblings that count. A sibling that is no authority
   * may hold keys deleted since, so it says nothing about a peer that is warm by its own record.
   */
  private static long mostKeysBeside(PeerFacts f, Survey survey) {
    return f.answered() && NewPeers.isRecordedWarm(f.info())
        ? survey.members().stream()
            .filter(m -> !Warmth.isNoAuthority(m, survey))
            .mapToLong(PeerFacts::keys)
            .max()
            .orElse(0)
        : survey.mostKeys();
  }

  static Optional<Finding> farFewerThanThisNode(PeerFacts f, Survey survey) {
    return f.answered()
            && !onlyAdds(f, survey)
            && KeyShare.isLessThanHalf(f.keys(), survey.rules().localKeys())
        ? Optional.of(
            Finding.unlessForced(
                String.format(
                    "has %s, fewer than half of the %d of this node",
                    Units.keys(f.keys()), survey.rules().localKeys())))
        : Optional.empty();
  }

  static Optional<Finding> fewerThanASibling(PeerFacts f, Survey survey) {
    long most = survey.mostKeys();
    return f.answered()
            && KeyShare.isClearlyLess(f.keys(), most)
            && !KeyShare.isLessThanHalf(f.keys(), most)
        ? Optional.of(
            Finding.warning(
                String.format(
                    "has %s, %d fewer than another node with this token",
                    Units.keys(f.keys()), most - f.keys())))
        : Optional.empty();
  }

  /**
   * Returns whether a run only adds keys from this peer: a peer that is not an authority never
   * removes keys of this node.
   */
  private static boolean onlyAdds(PeerFacts f, Survey survey) {
    return survey.rules().localKeys() > 0 && Warmth.isNoAuthority(f, survey);
  }
}
