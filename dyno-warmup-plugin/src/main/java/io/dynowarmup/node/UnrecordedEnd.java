// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.state.StateFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A run that ended WARMED although the state file says that it was interrupted: the file could not
 * be written any more, as on a file system that has become read-only. The node's own record in its
 * Redis shows it.
 */
public final class UnrecordedEnd {
  private UnrecordedEnd() {}

  /**
   * Corrects what the state file says, in memory. Does nothing unless this Redis is a master whose
   * record is newer than the run, and Dynomite serves: then the run has left nothing to restore.
   *
   * @param local INFO of the local Redis with its reserved keys
   * @param dynomite supplies the state of Dynomite; asked only if it matters
   * @return what was found, a sentence; empty if the state file is right
   */
  public static Optional<String> correct(
      StateFile state, RedisInfo local, Supplier<DynomiteState> dynomite, List<Long> tokens) {
    String runId = local.runId();
    Optional<InterruptedRun> ended =
        state
            .unfinished()
            .filter(run -> !run.cameToRestore())
            .filter(run -> local.replication().isMaster() && !local.loading())
            .filter(run -> warmedSince(local, runId, run.started().epochMillis()))
            .filter(run -> dynomite.get() == DynomiteState.NORMAL);
    ended.ifPresent(run -> state.endedWarm(runId, tokens));
    return ended.map(
        run ->
            "state file "
                + state.path()
                + " records "
                + run
                + ", and could not be written at its end; the node's own record in its Redis says"
                + " that the run made the node warm, so nothing is cleaned up; check the file"
                + " system and its permissions");
  }

  private static boolean warmedSince(RedisInfo local, String runId, long started) {
    return local
        .nodeRecord()
        .filter(record -> record.isOfWarmUp(runId) && record.sinceEpochMillis() >= started)
        .isPresent();
  }
}
