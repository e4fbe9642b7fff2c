package io.dynowarmup.engine;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.redis.ReplicationInfo;
import java.util.Optional;

/** Whose is a local Redis that was found as a replica? Pure. */
final class LeftBehind {
  private LeftBehind() {}

  /** Whether an interrupted run of ours has left it: only then is it ours to end. */
  static boolean ours(ReplicationInfo local, StateFile state) {
    Optional<Endpoint> source = state.unfinishedSource();
    return local.isReplica()
        && source.isPresent()
        && source.get().port() == local.masterPort()
        && source.get().host().equalsIgnoreCase(local.masterHost());
  }

  /** Why a run keeps its hands off; empty when it need not. */
  static Optional<Ending> foreign(ReplicationInfo local, StateFile state) {
    return !local.isReplica() || ours(local, state)
        ? Optional.empty()
        : Optional.of(
            Ending.skipped(
                Reason.FOREIGN_REPLICA,
                "foreign replica: the local Redis replicates from "
                    + local.masterHost()
                    + ":"
                    + local.masterPort()
                    + ", which this warm-up did not set up; SLAVEOF NO ONE it first"));
  }
}
