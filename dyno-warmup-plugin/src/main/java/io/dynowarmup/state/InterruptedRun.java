// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.time.Moment;
import java.util.Optional;

/** Holds what a run recorded that did not reach its end. Immutable. */
public final class InterruptedRun {
  private final Endpoint source;
  private final Optional<WarmupPhase> phase;
  private final Moment phaseSince;
  private final Moment started;
  private final String redisRunId;
  private final Optional<WarmupOutcome> ending;
  private final boolean keptData;

  /**
   * @param source see {@link #source()}
   * @param phase last phase that the run entered
   * @param phaseSince when the run entered that phase
   * @param started when the run began whose budget applies
   * @param redisRunId {@code run_id} of the local Redis that the run attached; empty if unknown
   * @param ending outcome with which RESTORE was going to end the run
   * @param keptData whether the local Redis stayed a master and kept its data
   */
  public InterruptedRun(
      Endpoint source,
      Optional<WarmupPhase> phase,
      Moment phaseSince,
      Moment started,
      String redisRunId,
      Optional<WarmupOutcome> ending,
      boolean keptData) {
    this.source = source;
    this.phase = phase;
    this.phaseSince = phaseSince;
    this.started = started;
    this.redisRunId = redisRunId;
    this.ending = ending;
    this.keptData = keptData;
  }

  /** Returns the source. The local Redis was made, or was about to be made, a replica of it. */
  public Endpoint source() {
    return source;
  }

  public boolean in(WarmupPhase wanted) {
    return phase.filter(p -> p == wanted).isPresent();
  }

  /** Returns when the run entered its last phase. */
  public Moment phaseSince() {
    return phaseSince;
  }

  /** Returns when the run began whose budget applies. */
  public Moment started() {
    return started;
  }

  public boolean sameRedis(String runId) {
    return !redisRunId.isEmpty() && redisRunId.equals(runId);
  }

  public boolean endingAs(WarmupOutcome outcome) {
    return ending.filter(o -> o == outcome).isPresent();
  }

  /** Returns whether the local Redis stayed a master all the time and kept its data. */
  public boolean keptData() {
    return keptData;
  }

  /**
   * Returns whether the data of the local Redis is worth keeping: its own data, or all data of the
   * source.
   */
  public boolean leftData() {
    return keptData || in(WarmupPhase.CATCH_UP) || in(WarmupPhase.HAND_OVER);
  }

  /** Returns whether the run reached RESTORE and had decided its outcome. */
  public boolean cameToRestore() {
    return ending.isPresent();
  }

  @Override
  public String toString() {
    return "a run from " + source + " that was interrupted in " + phase.map(Enum::name).orElse("?");
  }
}
