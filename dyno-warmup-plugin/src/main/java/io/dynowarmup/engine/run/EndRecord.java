// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.NodeRecord.Doubt;
import io.dynowarmup.redis.info.NodeRecord.State;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.StateFile;
import java.util.List;
import java.util.Optional;

/** Records what the copy of this node is worth when a run that changed it ends. */
public final class EndRecord {
  private final Run run;
  private final RunContext context;

  public EndRecord(Run run) {
    this.run = run;
    this.context = run.context();
  }

  /** Returns whether the comparison with the source decides what is recorded. */
  public static boolean needsProof(RunResult ending) {
    return ending.outcome() == WarmupOutcome.WARMED || ending.isFor(Reason.LEFT_OUT);
  }

  /**
   * Writes the node's own record. A record that was copied from the source belongs to another node.
   *
   * @param proven whether a run that left out data would be WARMED without that
   * @param local INFO of the local Redis, a master
   */
  public void inRedis(RunResult verdict, boolean proven, RedisInfo local) {
    State state = verdict.outcome() == WarmupOutcome.WARMED ? State.WARM : State.COLD;
    Doubt doubt = isIncomplete(verdict, proven) ? Doubt.INCOMPLETE : Doubt.NONE;
    if (state == State.WARM && context.sources().authority().isUnconfirmed()) {
      doubt = Doubt.UNCONFIRMED;
    }
    String from = context.board().now().source().map(p -> p.redis().toString()).orElse("");
    context.node().mark().end(state, doubt, local, way(state), from);
  }

  /** Returns how the keys of this node came here, for its record of this state. */
  private String way(State state) {
    boolean ofDump =
        state == State.COLD && context.local().isOfDump() && context.closed().state().isClosed();
    return ofDump ? NodeRecord.POPULATE : run.strategy() == null ? "" : run.strategy().name();
  }

  /**
   * Writes the state file: what the next start of this program makes of the node.
   *
   * @param proven whether a run that left out data would be WARMED without that
   */
  public void inFile(RunResult verdict, boolean proven, RedisInfo local) {
    StateFile state = context.node().state();
    List<Long> tokens = context.node().topology().tokens();
    Optional<String> runId = local.get("run_id");
    if (verdict.outcome() == WarmupOutcome.WARMED || isIncomplete(verdict, proven)) {
      runId.ifPresent(id -> state.recordWarm(id, tokens));
    } else if (verdict.outcome() == WarmupOutcome.PARTIAL && local.keys() > 0) {
      state.recordTokens(tokens);
    }
  }

  /**
   * Returns whether the copy is right apart from what the outcome names. The data of several
   * sources is not.
   */
  private boolean isIncomplete(RunResult verdict, boolean proven) {
    return proven
        && verdict.isFor(Reason.LEFT_OUT)
        && !context.sources().plan().isPresent()
        && !context.closed().state().isClosed();
  }
}
