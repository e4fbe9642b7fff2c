// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
  private final FlushTarget target;
  private Optional<WarmupException> refusal = Optional.empty();

  MasterFlush(FlushTarget target) {
    this.target = target;
  }

  FlushResult flush(Deadline deadline) {
    FlushRounds rounds = target.rounds(deadline, "to empty Dynomite's queue");
    target.hold(DynomiteState.RESUMING, deadline);
    List<Integer> left = target.all();
    for (; ; ) {
      left = round(left, rounds, rounds.limitMillis());
      if (left.isEmpty()) {
        if (target.stillResumes(rounds)) {
          return rounds.result(refusal);
        }
        // it was in another state in between and may have queued writes
        left = target.all();
        rounds.another("Dynomite does not stay in RESUMING");
      } else {
        int all = target.all().size();
        rounds.another(left.size() + " of " + Units.count(all, "probe") + " did not reach Redis");
        target.stillResumes(rounds);
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
    return round(target.all(), rounds, deadline.leftMillis()).isEmpty();
  }

  /** Sends one round; returns the probes that did not arrive within the limit. */
  private List<Integer> round(List<Integer> which, FlushRounds rounds, long limitMillis) {
    Deadline end = target.in(limitMillis);
    refusal = mark(which);
    List<ProbeAnswer> answers = target.probes().send(which, limitMillis);
    rounds.sent(answers);
    if (refusal.isPresent()) {
      return FlushTarget.those(which, answers, ProbeAnswer::failed);
    }
    boolean failed = answers.stream().anyMatch(ProbeAnswer::failed);
    List<Integer> left = present(which);
    while (!left.isEmpty() && !failed && !end.passed()) {
      // other racks have answered; this rack's DEL is still on its way
      target.await("the probes to come through");
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
        target.local().set(key(i), "1", MARKER_MILLIS);
      }
      return Optional.empty();
    } catch (WarmupException e) {
      if (!e.reason().refusesWrites()) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private List<Integer> present(List<Integer> which) {
    RedisNode local = target.local();
    if (local.exists(which.stream().map(this::key).collect(Collectors.toList())) == 0) {
      return Collections.emptyList();
    }
    return which.stream()
        .filter(i -> local.exists(Collections.singletonList(key(i))) > 0)
        .collect(Collectors.toList());
  }

  private String key(int probe) {
    return target.probes().keys().get(probe);
  }
}
