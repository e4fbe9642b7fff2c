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

/**
 * Probes onto a master. Each key is set there first: when it is gone, the DEL went through this
 * Dynomite's storage connection, and what was queued before it did too. The answer alone does not
 * say that, under quorum consistency it may be other racks'. A Redis that refuses writes lets no
 * key be set; out of memory it runs the DEL all the same, otherwise it refuses that, too, and
 * everything that was queued before it: then the answer has to do, and nothing is proven.
 */
final class MasterFlush {
  private static final long MARKER_MILLIS = 60_000;
  private final ProbeConnections probes;
  private final RedisNode local;
  private final TrafficGate gate;
  private final Ticker ticker;
  private final Pause pause;
  private WarmupException refusal;

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
        // it was in another state for a while, and may have queued in that time
        rounds.stateWasReset();
        left = all();
        rounds.another("Dynomite does not stay in RESUMING");
      } else {
        rounds.another(left.size() + " of " + all().size() + " probes have not come through");
        if (gate.reassert() != DynomiteState.RESUMING) {
          rounds.stateWasReset();
        }
      }
    }
  }

  /** Why the local Redis refused the last round's markers; null when it took them. */
  WarmupException refusal() {
    return refusal;
  }

  /** One round, whatever the state. */
  boolean comesThrough(Deadline deadline, FlushRounds rounds) {
    return round(all(), rounds, deadline.leftMillis()).isEmpty();
  }

  /** Those that have not come through within the limit. */
  private List<Integer> round(List<Integer> which, FlushRounds rounds, long limitMillis) {
    Deadline end = Deadline.after(ticker, limitMillis);
    refusal = mark(which);
    List<ProbeAnswer> answers = probes.send(which, limitMillis);
    rounds.sent(answers);
    if (refusal != null) {
      return unanswered(which, answers);
    }
    boolean failed = answers.stream().anyMatch(ProbeAnswer::failed);
    List<Integer> left = present(which);
    while (!left.isEmpty() && !failed && !end.passed()) {
      // others have answered; ours is on its way
      Wait.millis(pause, 1, CancelSignal.never(), "the probes to come through");
      left = present(left);
    }
    return left;
  }

  /**
   * @return why this Redis refuses writes; null when it does not
   */
  private WarmupException mark(List<Integer> which) {
    try {
      for (int i : which) {
        local.set(probes.keys().get(i), "1", MARKER_MILLIS);
      }
      return null;
    } catch (WarmupException e) {
      if (!e.reason().refusesWrites()) {
        throw e;
      }
      return e;
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
