// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Holds what a run recorded that did not reach its end. */
@Value.Immutable
public abstract class InterruptedRun {
  InterruptedRun() {}

  /** Returns the source. The local Redis was made, or was about to be made, a replica of it. */
  public abstract Endpoint source();

  /** Returns the last phase that the run entered. */
  abstract Optional<WarmupPhase> phase();

  /** Returns when the run entered its last phase. */
  public abstract Moment phaseSince();

  /** Returns when the run began whose budget applies. */
  public abstract Moment started();

  /** Returns the {@code run_id} of the local Redis that the run attached. */
  abstract Optional<String> redisRunId();

  /** Returns the outcome with which RESTORE was going to end the run. */
  abstract Optional<WarmupOutcome> ending();

  /**
   * Returns for how long Dynomite's queue was certain to be complete in the last hand-over, in
   * milliseconds; empty if unknown.
   */
  public abstract OptionalLong queueMillis();

  /** Returns whether the local Redis stayed a master all the time and kept its data. */
  public abstract boolean keptData();

  public boolean in(WarmupPhase wanted) {
    return phase().filter(p -> p == wanted).isPresent();
  }

  public boolean sameRedis(String runId) {
    return redisRunId().filter(runId::equals).isPresent();
  }

  public boolean endingAs(WarmupOutcome outcome) {
    return ending().filter(o -> o == outcome).isPresent();
  }

  /**
   * Returns whether the data of the local Redis is worth keeping: its own data, or all data of the
   * source.
   */
  public boolean leftData() {
    return keptData()
        || in(WarmupPhase.CATCH_UP)
        || in(WarmupPhase.HAND_OVER)
        || in(WarmupPhase.RECONCILE);
  }

  /** Returns whether the run reached RESTORE and had decided its outcome. */
  public boolean cameToRestore() {
    return ending().isPresent();
  }

  @Override
  public String toString() {
    return "a run from "
        + source()
        + " that was interrupted in "
        + phase().map(Enum::name).orElse("?");
  }

  /** Builds the record of a run. */
  public static final class Builder extends ImmutableInterruptedRun.Builder {}
}
