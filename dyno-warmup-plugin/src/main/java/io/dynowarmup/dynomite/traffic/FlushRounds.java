// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.Optional;

/** Counts the rounds of probes. The pause between two rounds grows with each round. */
final class FlushRounds {
  /** An answer that has not arrived after this time will not arrive. */
  static final long LIMIT_MILLIS = 500;

  private static final long ROUND_MILLIS = 250;

  private static final long LONGEST_PAUSE_MILLIS = 50;
  private final Deadline deadline;
  private final Pause pause;
  private final String purpose;
  private int rounds;
  private int probes;
  private int stateResets;
  private String lastFailure = "none";

  /**
   * Creates a counter.
   *
   * @param purpose for messages, such as "to empty Dynomite's queue"
   */
  FlushRounds(Deadline deadline, Pause pause, String purpose) {
    this.deadline = deadline;
    this.pause = pause;
    this.purpose = purpose;
  }

  /**
   * Returns the limit of the next round in ms: up to the deadline, at most 250, at least 50 so that
   * an answer is possible.
   */
  long limitMillis() {
    return Math.min(ROUND_MILLIS, Math.max(50, deadline.leftMillis()));
  }

  void sent(List<ProbeAnswer> answers) {
    rounds++;
    probes += answers.size();
    for (ProbeAnswer answer : answers) {
      answer.failure().ifPresent(e -> lastFailure = e.getMessage());
    }
  }

  void stateWasReset() {
    stateResets++;
  }

  /**
   * Waits before the next round.
   *
   * @throws WarmupException TIME_OUT if the deadline has passed
   */
  void another(String missing) {
    if (deadline.passed()) {
      throw new WarmupException(
          Reason.TIME_OUT,
          missing
              + " after "
              + Units.count(probes, "probe")
              + " in "
              + Units.count(rounds, "round")
              + " "
              + purpose
              + " (last failure: "
              + lastFailure
              + "); check that Dynomite is connected to its Redis; see its log");
    }
    long millis = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(rounds, 6));
    Wait.millis(pause, millis, CancelSignal.never(), "Dynomite's queue to be emptied");
  }

  FlushResult result(boolean proven) {
    return ImmutableFlushResult.of(probes, rounds, stateResets, proven, Optional.empty());
  }

  /**
   * Returns the result of a flush to a master.
   *
   * @param refusal why the Redis refuses writes, which means that nothing is proven; empty if it
   *     accepts them
   */
  FlushResult result(Optional<WarmupException> refusal) {
    return ImmutableFlushResult.of(probes, rounds, stateResets, !refusal.isPresent(), refusal);
  }
}
