// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.sync.proof.ProofRules;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides the outcome of a run once RESTORE knows the state of the node. A pure rule. */
public final class OutcomeRules {
  private final RunResult ending;
  private final List<String> problems;
  private StreamGap missing = StreamGap.unknown();
  private OptionalLong keys = OptionalLong.empty();
  private boolean dynomiteWasAway;
  private long evicted;
  private ProofReport proof = ProofReport.none();
  private boolean redisWasRestarted;
  private Optional<WarmupException> refusal = Optional.empty();
  private String replica = "";
  private Optional<String> flushed = Optional.empty();

  /**
   * @param ending the result that the run had before RESTORE
   * @param problems what RESTORE could not put back
   */
  public OutcomeRules(RunResult ending, List<String> problems) {
    this.ending = ending;
    this.problems = new ArrayList<>(new LinkedHashSet<>(problems));
  }

  /** Sets what is missing of the source's replication stream. */
  public OutcomeRules missing(StreamGap gap) {
    missing = gap;
    return this;
  }

  /**
   * @param counted number of keys that the node holds; empty if unknown
   */
  public OutcomeRules keys(OptionalLong counted) {
    keys = counted;
    return this;
  }

  /** Sets whether Dynomite was away for a while after the run had decided its result. */
  public OutcomeRules dynomiteWasAway(boolean away) {
    dynomiteWasAway = away;
    return this;
  }

  /**
   * @param counted number of keys that the local Redis has evicted since the run began
   */
  public OutcomeRules evicted(long counted) {
    evicted = counted;
    return this;
  }

  /** Sets whether the local Redis is a different process from the one that was handed over. */
  public OutcomeRules redisWasRestarted(boolean restarted) {
    redisWasRestarted = restarted;
    return this;
  }

  /**
   * @param what what another program sent to the local Redis, which may have taken all keys; empty
   *     if it sent nothing
   */
  public OutcomeRules flushed(Optional<String> what) {
    flushed = what;
    return this;
  }

  /**
   * @param why why the local Redis, a master, refuses writes; empty if it accepts them
   */
  public OutcomeRules refusesWrites(Optional<WarmupException> why) {
    refusal = why;
    return this;
  }

  /**
   * @param why what the local Redis replicates, if another program made it a replica after the
   *     hand-over; empty if it is a master
   */
  public OutcomeRules replica(String why) {
    replica = why;
    return this;
  }

  /** Sets the result of the comparison with the source. */
  public OutcomeRules proof(ProofReport compared) {
    proof = compared;
    return this;
  }

  public RunResult ending() {
    RunResult honest = honest();
    String text = honest.text();
    if (honest.outcome() == WarmupOutcome.PARTIAL && missing.bytes().isPresent()) {
      text =
          and(
              text,
              Units.count(missing.bytes().getAsLong(), "byte")
                  + " of the source's stream are missing here");
    }
    if (honest.outcome() != WarmupOutcome.WARMED) {
      text = withLosses(honest, text);
    }
    if (honest.outcome() != WarmupOutcome.WARMED && keys.isPresent()) {
      text = and(text, "the node holds " + Units.keys(keys.getAsLong()));
    }
    if (problems.isEmpty()) {
      return honest.withText(text);
    }
    String all = String.join("; ", problems);
    return RunResult.failed(
        Reason.RESTORE_FAILED, text.isEmpty() ? whatIsHere() + all : and(text, all));
  }

  /** Adds what took keys away from this node during the run. */
  private String withLosses(RunResult honest, String text) {
    String all = flushed.map(what -> and(text, what)).orElse(text);
    return evicted > 0 && !honest.isFor(Reason.DOES_NOT_FIT)
        ? and(all, "the local Redis has evicted " + Units.keys(evicted) + " during this run")
        : all;
  }

  /** Returns the start of the sentence. A Redis that does not answer may have lost its data. */
  private String whatIsHere() {
    return keys.isPresent() ? "the data is here, but " : "the hand-over succeeded, but then ";
  }

  private RunResult honest() {
    boolean handedOver =
        ending.outcome() == WarmupOutcome.WARMED || ending.outcome() == WarmupOutcome.PARTIAL;
    if (handedOver && redisWasRestarted) {
      return RunResult.failed(
          Reason.REDIS_RESTARTED,
          and(
              ending.text(),
              "the local Redis was restarted before it was back in service: it holds what it had "
                  + "saved, and later writes are missing here; warm it up again"));
    }
    if (ending.outcome() == WarmupOutcome.WARMED && !replica.isEmpty()) {
      String why =
          "the hand-over succeeded, but then another program changed the local Redis: " + replica;
      return keys.orElse(-1) == 0
          ? RunResult.failed(Reason.FOREIGN_REPLICA, why)
          : RunResult.partial(Reason.FOREIGN_REPLICA, why);
    }
    if (ending.outcome() == WarmupOutcome.WARMED && dynomiteWasAway) {
      return RunResult.partial(
          Reason.DYNOMITE_UNREACHABLE,
          "the hand-over succeeded, but then Dynomite was down for a while or had to be restarted: "
              + "writes of that time are missing here");
    }
    if (ending.outcome() == WarmupOutcome.WARMED && evicted > 0) {
      return RunResult.partial(
          Reason.DOES_NOT_FIT,
          "the hand-over succeeded, but the local Redis has evicted "
              + Units.keys(evicted)
              + ": it has reached its 'maxmemory'; raise it");
    }
    RunResult result = refusal.map(this::withRefusal).orElse(ending);
    RunResult proven = proven(result);
    if (proven != result) {
      // The text of the proof states how much of the data is here.
      return proven;
    }
    // The hand-over held before these endings, also if the run that made it was killed.
    boolean held = ending.isFor(Reason.NO_AUTHORITY) || ending.isFor(Reason.LEFT_OUT);
    if (result.outcome() == WarmupOutcome.PARTIAL && missing.isUnknown() && !held) {
      return RunResult.failed(
          result.code().get(), and(result.text(), "it is not known how much of the data is here"));
    }
    return result;
  }

  private RunResult proven(RunResult result) {
    // A node that was not served was not compared either. The problems state why.
    Optional<String> objection =
        proof.equals(ProofReport.none()) ? Optional.empty() : ProofRules.objection(proof);
    if (result.outcome() != WarmupOutcome.WARMED || !objection.isPresent()) {
      return result;
    }
    // An empty node has nothing to serve. FAILED lets the next run warm it again.
    boolean nothing = proof.counted() && proof.keysHere().getAsLong() == 0;
    return nothing
        ? RunResult.failed(Reason.NOT_PROVEN, objection.get())
        : RunResult.partial(Reason.NOT_PROVEN, objection.get());
  }

  /** Adds the refusal to any ending: the node is of no use until Redis accepts writes. */
  private RunResult withRefusal(WarmupException refused) {
    String why = refused.getMessage();
    if (ending.outcome() == WarmupOutcome.WARMED) {
      return RunResult.partial(refused.reason(), "the hand-over succeeded, but " + why);
    }
    return ending.text().contains(why) ? ending : ending.withText(and(ending.text(), why));
  }

  private static String and(String text, String more) {
    return text.isEmpty() ? more : text + "; " + more;
  }
}
