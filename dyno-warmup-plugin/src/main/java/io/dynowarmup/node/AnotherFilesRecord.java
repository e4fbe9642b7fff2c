// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.StateFile;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a run that the state file does not know: it used another state file, as one of
 * another user does, or was killed and could not write its own. Of all runs on a node, the last one
 * wrote the node's own record, so the record is right and the state file is not.
 */
public final class AnotherFilesRecord {
  private AnotherFilesRecord() {}

  /**
   * Corrects what the state file says, in memory. Does nothing unless this Redis is a master whose
   * record was written for this process, and no run of this state file is unfinished.
   *
   * @param local INFO of the local Redis with its reserved keys
   * @return what that run has made of the node, a part of a sentence; empty if the state file knows
   *     the last run on this node
   */
  public static Optional<String> adopt(StateFile state, RedisInfo local) {
    String runId = local.runId();
    if (!local.replication().isMaster() || local.loading() || state.unfinished().isPresent()) {
      return Optional.empty();
    }
    return local
        .nodeRecord()
        .filter(r -> r.runId().equals(runId) && !runId.isEmpty())
        .filter(r -> isOfAnother(r, state) || isLost(r, runId, state))
        .map(r -> adopt(state, r, runId));
  }

  private static boolean isOfAnother(NodeRecord record, StateFile state) {
    return !record.owner().isEmpty() && !record.owner().equals(state.owner(false));
  }

  /** An operator may have opened a node that such a run left, which makes its process warm. */
  private static boolean isLost(NodeRecord record, String runId, StateFile state) {
    boolean known = state.leftCold() || state.warmRunId().filter(runId::equals).isPresent();
    return record.isUnfinished(runId) && !known;
  }

  private static String adopt(StateFile state, NodeRecord record, String runId) {
    boolean warm = record.warm(runId);
    state.known(warm ? Optional.of(runId) : Optional.empty(), record.tokens());
    return (isOfAnother(record, state) ? "a run with another state file" : "a run that was killed")
        + " left it "
        + (warm ? "warm" : "cold")
        + " at "
        + Instant.ofEpochMilli(record.sinceEpochMillis());
  }
}
