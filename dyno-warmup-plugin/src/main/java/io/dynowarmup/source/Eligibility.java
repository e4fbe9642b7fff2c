package io.dynowarmup.source;

import io.dynowarmup.redis.MemoryUse;
import java.util.List;
import java.util.Optional;

/** Whether a peer can be the source, seen beside its siblings. */
final class Eligibility {
  private final RankingRules rules;
  private final long mostKeys;

  /**
   * @param siblings all that were probed. Replicas and those that are still loading count: they
   *     hold at least what they say
   */
  Eligibility(RankingRules rules, List<PeerFacts> siblings) {
    this.rules = rules;
    this.mostKeys = siblings.stream().mapToLong(PeerFacts::keys).max().orElse(0);
  }

  /** Why it cannot be the source; empty when it can. */
  Optional<String> objection(PeerFacts f) {
    String failed = rules.failedEarlier().get(f.peer());
    if (failed != null) {
      return Optional.of("failed earlier in this run: " + failed);
    }
    if (!f.answered()) {
      return f.error().map(Throwable::getMessage);
    }
    if (f.isReplica()) {
      return Optional.of("is a replica of " + f.masterAddress());
    }
    if (!f.isMaster()) {
      return Optional.of("does not say that it is a master (role '" + f.role() + "')");
    }
    if (f.loading()) {
      return Optional.of("is loading its data set" + eta(f));
    }
    if (rules.maxReplicas() > 0 && f.connectedReplicas() >= rules.maxReplicas()) {
      return Optional.of(
          String.format(
              "already serves %d replicas; at most %d are allowed (source.max.replicas)",
              f.connectedReplicas(), rules.maxReplicas()));
    }
    if (f.memoryPercent() > rules.maxMemoryPercent()) {
      return Optional.of(
          String.format(
              "could not bear a snapshot: it takes %s; at most %d %% are allowed"
                  + " (source.memory.percent)",
              MemoryUse.of(f.info()), rules.maxMemoryPercent()));
    }
    return data(f);
  }

  private Optional<String> data(PeerFacts f) {
    if (f.keys() == 0 && mostKeys > 0) {
      return Optional.of("is empty, while another node with this token has " + mostKeys + " keys");
    }
    if (f.keys() == 0 && rules.localKeys() > 0) {
      return Optional.of(
          "is empty, while this node has " + rules.localKeys() + " keys, which would be lost");
    }
    if (farSmaller(f.keys(), mostKeys)) {
      return Optional.of(
          String.format(
              "has %d keys, fewer than half of the %d of another node with this token",
              f.keys(), mostKeys));
    }
    if (farSmaller(f.keys(), rules.localKeys()) && !rules.forced()) {
      return Optional.of(
          String.format(
              "has %d keys, fewer than half of the %d of this node; force=true takes it all the"
                  + " same",
              f.keys(), rules.localKeys()));
    }
    return Optional.empty();
  }

  private static boolean farSmaller(long keys, long than) {
    return keys < than - keys;
  }

  private static String eta(PeerFacts f) {
    return f.loadingEtaSeconds() > 0 ? ", done in about " + f.loadingEtaSeconds() + " s" : "";
  }
}
