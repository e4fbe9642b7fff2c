// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.time.Moment;
import java.util.Optional;

/** What a run that did not come to its end has written down. Immutable. */
public final class InterruptedRun {
  private final Endpoint source;
  private final Optional<WarmupPhase> phase;
  private final Moment phaseSince;
  private final Moment started;
  private final String redisRunId;
  private final Optional<WarmupOutcome> ending;
  private final boolean keptData;

  /**
   * @param phase the last one that it entered
   * @param redisRunId of the local Redis that it attached; empty unknown
   * @param ending what RESTORE was to end as
   * @param keptData whether the local Redis stayed a master with what it held
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

  /** That the local Redis was made, or was about to be made, a replica of. */
  public Endpoint source() {
    return source;
  }

  public boolean in(WarmupPhase wanted) {
    return phase.filter(p -> p == wanted).isPresent();
  }

  /** When it entered its last phase. */
  public Moment phaseSince() {
    return phaseSince;
  }

  /** When the run began whose budget this is. */
  public Moment started() {
    return started;
  }

  public boolean sameRedis(String runId) {
    return !redisRunId.isEmpty() && redisRunId.equals(runId);
  }

  public boolean endingAs(WarmupOutcome outcome) {
    return ending.filter(o -> o == outcome).isPresent();
  }

  /** Whether the local Redis stayed a master all along, with what it held. */
  public boolean keptData() {
    return keptData;
  }

  /** Whether what the local Redis holds is worth keeping: its own data, or all of the source's. */
  public boolean leftData() {
    return keptData || in(WarmupPhase.CATCH_UP) || in(WarmupPhase.HAND_OVER);
  }

  /** Whether it had come to its last phase, and knew how it would end. */
  public boolean cameToRestore() {
    return ending.isPresent();
  }

  @Override
  public String toString() {
    return "a run from " + source + " that was interrupted in " + phase.map(Enum::name).orElse("?");
  }
}
