// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Collection;

/**
 * Decides whether a peer may be as new as this node. In a new ring or data centre, the peers hold
 * only what was written since they were started. Neither their number of keys nor their uptime
 * shows it: only a record that a peer was warmed does. Pure.
 */
public final class NewPeers {
  private NewPeers() {}

  /**
   * Returns whether a peer without a record that it was warmed stands beside another data centre
   * that may hold more: it divides the keys differently, or a peer there that may decide has
   * clearly more keys.
   */
  static boolean contain(PeerFacts f, Survey survey) {
    return f.answered()
        && !isRecordedWarm(f.info())
        && (survey.rules().newRing() || hasFewerThanElsewhere(f, survey));
  }

  private static boolean hasFewerThanElsewhere(PeerFacts f, Survey survey) {
    Collection<Peer> elsewhere = survey.rules().elsewhere();
    return !elsewhere.contains(f.peer())
        && survey.members().stream()
            .filter(m -> elsewhere.contains(m.peer()))
            .filter(m -> Warmth.of(m, survey.rules().youngSeconds()) == Warmth.AUTHORITY)
            .anyMatch(m -> KeyShare.isClearlyLess(f.keys(), m.keys()));
  }

  /** Returns whether its record says that its Redis, as it runs now, was warmed. */
  public static boolean isRecordedWarm(RedisInfo info) {
    return !info.nodeClaim().isPresent()
        && info.nodeRecord().filter(r -> r.warm(info.get("run_id").orElse(""))).isPresent();
  }
}
