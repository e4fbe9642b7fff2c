// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.node.SettingsJournal;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.state.InterruptedRun;
import java.util.Optional;

/**
 * Recognizes a killed run by what it left in Redis, although no state file records it: the file was
 * lost with its container, or could not be written. Changes nothing.
 */
final class LostRun {
  private LostRun() {}

  /**
   * Returns the run; empty if Redis does not show one. A run closes the link of a replica and opens
   * it when Dynomite is in service again.
   *
   * @param redis the local Redis
   * @param found what was found on the node, with the reserved keys of Redis
   */
  static Optional<InterruptedRun> of(RedisNode redis, Recovery.Found found) {
    RedisInfo local = found.redis();
    boolean replica = local.replication().isReplica();
    boolean left = replica || (found.closed().isPresent() && !local.loading());
    if (!left || !((replica && hasRecord(local)) || isClosed(redis))) {
      return Optional.empty();
    }
    ReplicationInfo replication = local.replication();
    Endpoint source =
        replica
            ? new Endpoint(replication.masterHost(), (int) replication.masterPort().orElse(0))
            : redis.endpoint();
    return Optional.of(
        new InterruptedRun.Builder()
            .source(source)
            .phase(WarmupPhase.TRANSFER)
            .phaseSince(found.now())
            .started(found.now())
            .redisRunId(local.runId())
            .keptData(false)
            .build());
  }

  /**
   * Returns whether the record that a run writes before it makes Redis a replica is still here,
   * because no data has arrived. The record of a run that has ended does not show whose replica
   * this is.
   */
  private static boolean hasRecord(RedisInfo local) {
    String master = local.replication().master();
    return local
        .nodeRecord()
        .filter(r -> !local.runId().isEmpty() && r.runId().equals(local.runId()))
        .filter(r -> r.isBegun() && !r.warm(local.runId()) && r.from().equals(master))
        .isPresent();
  }

  private static boolean isClosed(RedisNode redis) {
    try {
      return SettingsJournal.isLinkClosed(redis);
    } catch (WarmupException e) {
      // Without CONFIG GET no run can close the link.
      return false;
    }
  }
}
