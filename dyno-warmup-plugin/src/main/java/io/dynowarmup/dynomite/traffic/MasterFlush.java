// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Sends probes to a master. Each key is set at the Redis first. If the key is gone, its DEL passed
 * through this Dynomite's storage connection, and so did all writes queued before it. The answer
 * alone does not prove that: under quorum consistency it may come from other racks.
 *
 * <p>On a Redis that refuses writes, no key can be set. Out of memory, it still runs the DEL. For
 * any other reason, it refuses the DEL and all queued writes before it. Then the answer counts, and
 * nothing is proven.
 */
final class MasterFlush {
  private static final long MARKER_MILLIS = 60_000;
  private final ProbeConnections probes;
  private final RedisNode local;
  private final TrafficGate gate;
  private final Ticker ticker;
  private final Pause pause;
  private Optional<WarmupException> refusal = Optional.empty();

  MasterFlush(
      ProbeConnections probes, RedisNode local, TrafficGate gate, Ticker ticker, Pause pause) {
    this.probes = probes;
    this.local = local;
    this.gate = gate;
    this.ticker = ticker;
    this.pause = pause;
  }

  FlushResult flush(Deadline deadline) {
    FlushRounds rounds = new FlushRounds(deadline, pause, "to empty Dynomite's queue");
    gate.hold(DynomiteState.RESUMING, deadline, CancelSignal.never());
    List<Integer> left = all();
    for (; ; ) {
      left = round(left, rounds, rounds.limitMillis());
      if (left.isEmpty()) {
        if (gate.reassert() == DynomiteState.RESUMING) {
          return rounds.result(refusal);
        }
        // it was in another state in between and may have queued writes
        rounds.stateWasReset();
        left = all();
        rounds.another("Dynomite does not stay in RESUMING");
      } else {
        rounds.another(left.size() + " of " + all().size() + " probes have not reached Redis");
        if (gate.reassert() != DynomiteState.RESUMING) {
          rounds.stateWasReset();
        }
      }
    }
  }

  /**
   * Returns why the local Redis refused the markers of the last round; empty if it accepted them.
   */
  Optional<WarmupException> refusal() {
    return refusal;
  }

  /** Sends one round in any state; returns whether all probes arrived. */
  boolean comesThrough(Deadline deadline, FlushRounds rounds) {
    return round(all(), rounds, deadline.leftMillis()).isEmpty();
  }

  /** Sends one round; returns the probes that did not arrive within the limit. */
  private List<Integer> round(List<Integer> which, FlushRounds rounds, long limitMillis) {
    Deadline end = Deadline.after(ticker, limitMillis);
    refusal = mark(which);
    List<ProbeAnswer> answers = probes.send(which, limitMillis);
    rounds.sent(answers);
    if (refusal.isPresent()) {
      return unanswered(which, answers);
    }
    boolean failed = answers.stream().anyMatch(ProbeAnswer::failed);
    List<Integer> left = present(which);
    while (!left.isEmpty() && !failed && !end.passed()) {
      // other racks have answered; this rack's DEL is still on its way
      Wait.millis(pause, 1, CancelSignal.never(), "the probes to come through");
      left = present(left);
    }
    return left;
  }

  /**
   * Sets the markers.
   *
   * @return why this Redis refuses writes; empty if it accepts them
   */
  private Optional<WarmupException> mark(List<Integer> which) {
    try {
      for (int i : which) {
        local.set(probes.keys().get(i), "1", MARKER_MILLIS);
      }
      return Optional.empty();
    } catch (WarmupException e) {
      if (!e.reason().refusesWrites()) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private static List<Integer> unanswered(List<Integer> which, List<ProbeAnswer> answers) {
    List<Integer> left = new ArrayList<>();
    for (int n = 0; n < answers.size(); n++) {
      if (answers.get(n).failed()) {
        left.add(which.get(n));
      }
    }
    return left;
  }

  private List<Integer> present(List<Integer> which) {
    List<String> keys = new ArrayList<>();
    which.forEach(i -> keys.add(probes.keys().get(i)));
    if (local.exists(keys) == 0) {
      return Collections.emptyList();
    }
    List<Integer> present = new ArrayList<>();
    for (int i : which) {
      if (local.exists(Collections.singletonList(probes.keys().get(i))) > 0) {
        present.add(i);
      }
    }
    return present;
  }

  private List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < probes.keys().size(); i++) {
      all.add(i);
    }
    return all;
  }
}
