// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.start.Recovery.Action;
import io.dynowarmup.state.InterruptedRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether this node may be warmed, and whether an interrupted run is resumed. A pure
 * function of the {@link StartFacts}, used by a run and by preflight.
 */
public final class StartDecision {
  private final StartFacts facts;
  private final List<String> warnings = new ArrayList<>();
  private Action action = Action.NONE;
  private Optional<RunResult> refusal = Optional.empty();
  private boolean forgets;
  private boolean stillWarm;

  private StartDecision(StartFacts facts) {
    this.facts = facts;
  }

  public static StartDecision of(StartFacts facts) {
    StartDecision decision = new StartDecision(facts);
    decision.refusal = decision.decide();
    return decision;
  }

  private Optional<RunResult> decide() {
    if (facts.foreignDynomite.isPresent()) {
      return failed(Reason.BAD_CONFIG, facts.foreignDynomite.get());
    }
    facts.identityDoubt.ifPresent(warnings::add);
    Optional<RunResult> foreign = Recovery.foreign(facts.interrupted, facts.local().replication());
    if (foreign.isPresent()) {
      // SLAVEOF NO ONE, the remedy for a foreign replica, would end the other run.
      return facts.otherRun.isPresent() ? otherRun() : foreign;
    }
    Action wanted = facts.lostRun ? Action.AGAIN : recorded();
    forgets = wanted == Action.NONE && facts.interrupted.isPresent();
    Optional<RunResult> warm = wanted == Action.NONE ? notCold() : Optional.empty();
    if (warm.isPresent()) {
      return warm;
    }
    if (facts.otherRun.isPresent()) {
      return otherRun();
    }
    action = wanted;
    if (action == Action.NONE) {
      facts.dynomiteDown.ifPresent(warnings::add);
      return Optional.empty();
    }
    return unwanted();
  }

  private Action recorded() {
    return Recovery.action(
        facts.interrupted,
        facts.found,
        TimeUnit.SECONDS.toMillis(facts.config.coldUptimeSeconds()));
  }

  private Optional<RunResult> otherRun() {
    return failed(Reason.ALREADY_RUNNING, facts.otherRun.get());
  }

  private static Optional<RunResult> failed(Reason reason, String why) {
    return Optional.of(RunResult.failed(reason, why));
  }

  private Optional<RunResult> unwanted() {
    if (facts.request.trigger() == Trigger.STARTUP
        && facts.bootstrap == BootstrapState.REQUIRES_BOOTSTRAP) {
      return facts.interrupted.map(
          run -> RunResult.aborted("the node stays closed, and " + run + " had to be cleaned up"));
    }
    return facts.request.trigger() == Trigger.STARTUP && !facts.config.bootstrap()
        ? facts.interrupted.map(
            run -> RunResult.aborted("bootstrap is false, and " + run + " had to be cleaned up"))
        : Optional.empty();
  }

  private Optional<RunResult> notCold() {
    Optional<RunResult> closed = BootstrapRule.refusal(facts, isRecordedWarm());
    if (closed.isPresent()) {
      return closed;
    }
    long keys = facts.local().keys();
    if (keys > 0 && facts.tokenChange.isPresent()) {
      return othersKeys(facts.tokenChange.get(), keys);
    }
    Optional<RunResult> skip =
        BootstrapRule.continues(facts) ? Optional.empty() : ColdCheck.skip(facts, facts.warmRunId);
    stillWarm = skip.isPresent() && facts.config.bootstrap() && keys > 0;
    return skip;
  }

  private Optional<RunResult> othersKeys(TokenChange change, long keys) {
    Optional<RunResult> refilled = ColdCheck.refilled(facts.request, facts.config, keys);
    if (refilled.isPresent()) {
      return refilled;
    }
    Optional<RunResult> skip = change.skip(facts.request.trigger(), facts.config, keys);
    warnings.add(skip.map(RunResult::text).orElseGet(() -> change.dropped(keys)));
    return skip;
  }

  private boolean isRecordedWarm() {
    Optional<String> runId = facts.local().get("run_id");
    return runId.isPresent() && runId.equals(facts.warmRunId);
  }

  /** Returns the run that was interrupted; empty if none was. */
  public Optional<InterruptedRun> interrupted() {
    return facts.interrupted;
  }

  /**
   * Returns whether only Redis shows the interrupted run, so that nothing is known of the data that
   * it has left.
   */
  public boolean isOfLostRun() {
    return facts.lostRun;
  }

  /** Returns how the interrupted run is resumed; NONE if there is none, or the run is refused. */
  public Action action() {
    return action;
  }

  /**
   * Returns the result with which the run ends before it warms the node; empty if it warms the
   * node. If there is an {@linkplain #action action}, the node is restored first.
   */
  public Optional<RunResult> refusal() {
    return refusal;
  }

  /** Returns what the operator should know, in sentences. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  /** Returns whether the record of the interrupted run is removed: the node has served since. */
  public boolean forgets() {
    return forgets;
  }

  /**
   * Returns whether the node has served since that run was killed half-way. The node is cold then,
   * and a run keeps what it holds.
   */
  public boolean servedSince() {
    return forgets && !facts.interrupted.filter(InterruptedRun::cameToRestore).isPresent();
  }

  /** Returns whether the local Redis is recorded as warm: it needs no warm-up. */
  public boolean isStillWarm() {
    return stillWarm;
  }

  /** Returns whether an interrupted run has begun to replace the data of the local Redis. */
  public boolean hasNothingToLose() {
    return action != Action.NONE && !facts.interrupted.filter(InterruptedRun::leftData).isPresent();
  }
}
