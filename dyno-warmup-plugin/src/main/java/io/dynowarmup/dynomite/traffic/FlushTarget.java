// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Dynomite whose queue is emptied, the Redis behind it, and the probes from one to the other.
 */
final class FlushTarget {
  private final ProbeConnections probes;
  private final RedisNode local;
  private final TrafficGate gate;
  private final Ticker ticker;
  private final Pause pause;

  FlushTarget(
      ProbeConnections probes, RedisNode local, TrafficGate gate, Ticker ticker, Pause pause) {
    this.probes = probes;
    this.local = local;
    this.gate = gate;
    this.ticker = ticker;
    this.pause = pause;
  }

  RedisNode local() {
    return local;
  }

  ProbeConnections probes() {
    return probes;
  }

  /** Returns the indexes of all probes. */
  List<Integer> all() {
    return IntStream.range(0, probes.keys().size()).boxed().collect(Collectors.toList());
  }

  /** Returns the probes whose answers match. */
  static List<Integer> those(
      List<Integer> which, List<ProbeAnswer> answers, Predicate<ProbeAnswer> match) {
    return IntStream.range(0, answers.size())
        .filter(n -> match.test(answers.get(n)))
        .mapToObj(which::get)
        .collect(Collectors.toList());
  }

  /** Sets and confirms Dynomite's state; no signal ends the wait. */
  void hold(DynomiteState state, Deadline deadline) {
    gate.hold(state, deadline, CancelSignal.never());
  }

  /** Returns whether Dynomite is still in RESUMING; if it is not, requests it and counts that. */
  boolean stillResumes(FlushRounds rounds) {
    boolean resumes = gate.reassert() == DynomiteState.RESUMING;
    if (!resumes) {
      rounds.stateWasReset();
    }
    return resumes;
  }

  FlushRounds rounds(Deadline deadline, String purpose) {
    return new FlushRounds(deadline, pause, purpose);
  }

  Deadline in(long millis) {
    return Deadline.after(ticker, millis);
  }

  /** Waits for one millisecond. */
  void await(String forWhat) {
    Wait.millis(pause, 1, CancelSignal.never(), forWhat);
  }
}
