// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.ProofReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.sync.proof.ProofRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run may say of itself once RESTORE knows what the node is like. Pure. */
public final class OutcomeRules {
  private final RunResult ending;
  private final List<String> problems;
  private long missing = -1;
  private long keys = -1;
  private boolean dynomiteWasAway;
  private long evicted;
  private ProofReport proof = ProofReport.NONE;
  private boolean redisWasRestarted;
  private WarmupException refusal;

  /**
   * @param ending how the run was going to end
   * @param problems what RESTORE could not put back
   */
  public OutcomeRules(RunResult ending, List<String> problems) {
    this.ending = ending;
    this.problems = new ArrayList<>(problems);
  }

  /**
   * @param bytes of the source's stream; -1 unknown, {@link io.dynowarmup.spi.Transfer#NO_STREAM}
   *     where the ending says what is missing
   */
  public OutcomeRules missing(long bytes) {
    missing = bytes;
    return this;
  }

  /**
   * @param counted that the node holds; -1 unknown
   */
  public OutcomeRules keys(long counted) {
    keys = counted;
    return this;
  }

  /** Whether Dynomite was gone for a while after the run had decided how to end. */
  public OutcomeRules dynomiteWasAway(boolean away) {
    dynomiteWasAway = away;
    return this;
  }

  /**
   * @param counted that the local Redis had to evict since the run began
   */
  public OutcomeRules evicted(long counted) {
    evicted = counted;
    return this;
  }

  /** Whether the local Redis is another process than the one that was handed over. */
  public OutcomeRules redisWasRestarted(boolean restarted) {
    redisWasRestarted = restarted;
    return this;
  }

  /**
   * @param why the local Redis, a master, refuses writes; empty when it takes them
   */
  public OutcomeRules refusesWrites(Optional<WarmupException> why) {
    refusal = why.orElse(null);
    return this;
  }

  /** What was compared with the source. */
  public OutcomeRules proof(ProofReport compared) {
    proof = compared;
    return this;
  }

  public RunResult ending() {
    RunResult honest = honest();
    String text = honest.text();
    if (honest.outcome() == WarmupOutcome.PARTIAL && missing >= 0) {
      text = and(text, missing + " bytes of the source's stream are missing here");
    }
    if (honest.outcome() != WarmupOutcome.WARMED && keys >= 0) {
      text = and(text, "the node holds " + keys + " keys");
    }
    if (problems.isEmpty()) {
      return honest.withText(text);
    }
    String all = String.join("; ", problems);
    return RunResult.failed(
        Reason.RESTORE_FAILED, text.isEmpty() ? whatIsHere() + all : and(text, all));
  }

  /** A Redis that does not answer may have lost what it had. */
  private String whatIsHere() {
    return keys < 0 ? "the hand-over held, but then " : "the data is here, but ";
  }

  private RunResult honest() {
    boolean handedOver =
        ending.outcome() == WarmupOutcome.WARMED || ending.outcome() == WarmupOutcome.PARTIAL;
    if (handedOver && redisWasRestarted) {
      return RunResult.failed(
          Reason.REDIS_RESTARTED,
          and(
              ending.text(),
              "the local Redis was restarted on its way into service: it holds what it had saved,"
                  + " and what came since is missing here; warm it up again"));
    }
    if (ending.outcome() == WarmupOutcome.WARMED && dynomiteWasAway) {
      return RunResult.partial(
          Reason.DYNOMITE_UNREACHABLE,
          "the hand-over held, but then Dynomite was gone for a while or had to be restarted: what"
              + " the cluster wrote meanwhile is missing here");
    }
    if (ending.outcome() == WarmupOutcome.WARMED && evicted > 0) {
      return RunResult.partial(
          Reason.DOES_NOT_FIT,
          "the hand-over held, but the local Redis has evicted "
              + evicted
              + " keys: it is at its 'maxmemory', raise that");
    }
    RunResult told = refusal == null ? ending : withRefusal();
    RunResult proven = proven(told);
    if (proven != told) {
      // with the numbers of what is here
      return proven;
    }
    if (told.outcome() == WarmupOutcome.PARTIAL
        && missing == -1
        && ending.code() != Reason.NO_AUTHORITY) {
      return RunResult.failed(
          told.code(), and(told.text(), "it is not known how much of the data is here"));
    }
    return told;
  }

  private RunResult proven(RunResult told) {
    // what was not served was not compared either: the problems say why
    Optional<String> objection =
        proof == ProofReport.NONE ? Optional.empty() : ProofRules.objection(proof);
    if (told.outcome() != WarmupOutcome.WARMED || !objection.isPresent()) {
      return told;
    }
    // an empty node has nothing to serve, and is warmed again
    boolean nothing = proof.counted() && proof.keysHere() == 0;
    return nothing
        ? RunResult.failed(Reason.NOT_PROVEN, objection.get())
        : RunResult.partial(Reason.NOT_PROVEN, objection.get());
  }

  /** Also of a run that ended for another reason: the node is of no use until that is changed. */
  private RunResult withRefusal() {
    String why = refusal.getMessage();
    if (ending.outcome() == WarmupOutcome.WARMED) {
      return RunResult.partial(refusal.reason(), "the hand-over held, but " + why);
    }
    return ending.text().contains(why) ? ending : ending.withText(and(ending.text(), why));
  }

  private static String and(String text, String more) {
    return text.isEmpty() ? more : text + "; " + more;
  }
}
