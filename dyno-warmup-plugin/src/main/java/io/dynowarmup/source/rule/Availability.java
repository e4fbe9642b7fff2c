// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.MemoryUse;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/** Decides whether a peer serves and has the capacity for one more sync. */
public final class Availability {
  private static final String BEING_WARMED_FROM_THIS_NODE =
      "is being warmed from this node at this moment";

  private Availability() {}

  /** Returns why a peer can be the source as soon as its own run has ended; empty if it cannot. */
  public static Optional<WarmupException> awaited(PeerFacts f, LocalEvidence local) {
    boolean ours = f.isReplica() && f.info().nodeClaim().isPresent() && local.isMasterOf(f.info());
    return ours
        ? Optional.of(
            new WarmupException(Reason.BUSY, f.peer() + " " + BEING_WARMED_FROM_THIS_NODE))
        : Optional.empty();
  }

  static Optional<Finding> failedEarlier(PeerFacts f, Survey survey) {
    return Optional.ofNullable(survey.rules().failedEarlier().get(f.peer()))
        .map(failed -> Finding.never("failed earlier in this run: " + failed));
  }

  static Optional<Finding> emptied(PeerFacts f, Survey survey) {
    return survey.rules().emptied().test(f.peer()) ? failedEarlier(f, survey) : Optional.empty();
  }

  static Optional<Finding> answer(PeerFacts f, Survey survey) {
    return f.error().map(e -> Finding.never(e.getMessage()));
  }

  static Optional<Finding> role(PeerFacts f, Survey survey) {
    if (f.isMaster() || !f.answered()) {
      return Optional.empty();
    }
    boolean ours = survey.rules().local().filter(here -> here.isMasterOf(f.info())).isPresent();
    if (ours && f.info().nodeClaim().isPresent()) {
      return Optional.of(Finding.never(BEING_WARMED_FROM_THIS_NODE));
    }
    return Optional.of(
        Finding.never(
            f.isReplica()
                ? "is a replica of "
                    + f.masterAddress()
                    + (ours
                        ? ", which is this node: FAILOVER or REPLICAOF was sent to it, and its rack"
                            + " refuses writes; send it REPLICAOF NO ONE"
                        : "")
                : "does not say that it is a master (role '" + f.role() + "')"));
  }

  /** INFO has this field only if the peer wants replicas. */
  static Optional<Finding> writes(PeerFacts f, Survey survey) {
    return f.info().getLong("min_slaves_good_slaves", 1) == 0
        ? Optional.of(
            Finding.last(
                "refuses writes, because it has fewer replicas than its min-replicas-to-write: it"
                    + " lacks what the cluster has written since; set min-replicas-to-write 0"
                    + " there"))
        : Optional.empty();
  }

  /** A Redis at its maxmemory that may not evict answers each write with OOM. */
  static Optional<Finding> full(PeerFacts f, Survey survey) {
    long most = f.info().getLong("maxmemory", 0);
    long used =
        f.info().getLong("used_memory", 0) - f.info().getLong("mem_not_counted_for_evict", 0);
    boolean keeps = f.info().get("maxmemory_policy").filter("noeviction"::equals).isPresent();
    return most > 0 && keeps && used > most
        ? Optional.of(
            Finding.last(
                String.format(
                    "refuses writes, because its memory is full (%s used, maxmemory %s,"
                        + " noeviction): it lacks what the cluster has written since; raise its"
                        + " maxmemory",
                    Units.bytes(used), Units.bytes(most))))
        : Optional.empty();
  }

  static Optional<Finding> loading(PeerFacts f, Survey survey) {
    return f.loading()
        ? Optional.of(Finding.never("is loading its data set" + eta(f)))
        : Optional.empty();
  }

  private static String eta(PeerFacts f) {
    return f.loadingEtaSeconds() > 0 ? ", done in about " + f.loadingEtaSeconds() + " s" : "";
  }

  static Optional<Finding> replicas(PeerFacts f, Survey survey) {
    int most = survey.rules().maxReplicas();
    boolean another = survey.rules().side().ways() != LocalSide.Ways.KEYS;
    return another && most > 0 && f.connectedReplicas() >= most
        ? Optional.of(
            Finding.never(
                String.format(
                    "already serves %s; at most %d are allowed (source.max.replicas)",
                    Units.count(f.connectedReplicas(), "replica"), most)))
        : Optional.empty();
  }

  static Optional<Finding> memory(PeerFacts f, Survey survey) {
    int most = survey.rules().maxMemoryPercent();
    switch (survey.rules().side().ways()) {
      case KEYS:
        return Optional.empty();
      case SNAPSHOT:
        return noSnapshot(f, most).map(Finding::never);
      default:
        return noSnapshot(f, most).map(Finding::last);
    }
  }

  /**
   * Returns why a peer has too little memory for a snapshot, as a text that follows its name.
   *
   * @param most the largest percentage of its machine's memory that it may use
   */
  public static Optional<String> noSnapshot(PeerFacts f, int most) {
    return f.memoryPercent().orElse(0) > most
        ? Optional.of(
            String.format(
                "has too little memory for a snapshot: it takes %s; at most %d %% are allowed"
                    + " (source.memory.percent)",
                MemoryUse.of(f.info()), most))
        : Optional.empty();
  }

  static Optional<Finding> snapshot(PeerFacts f, Survey survey) {
    return SnapshotDoubt.of(f).map(Finding::last);
  }
}
