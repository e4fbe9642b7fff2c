// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends probes to a read-only replica, which refuses them and all writes queued before them. The
 * answer READONLY proves that.
 *
 * <p>Under quorum consistency, the answer may be an OK of other racks. Then the replica's count of
 * refused DELs is the proof. It takes a second round, because refused DELs of clients are counted
 * too.
 */
final class ReplicaPurge {
  private static final int ROUNDS_WITH_COUNT = 2;
  private static final int ROUNDS_WITHOUT_COUNT = 3;
  private final ProbeConnections probes;
  private final RedisNode local;
  private final TrafficGate gate;
  private final Ticker ticker;
  private final Pause pause;

  ReplicaPurge(
      ProbeConnections probes, RedisNode local, TrafficGate gate, Ticker ticker, Pause pause) {
    this.probes = probes;
    this.local = local;
    this.gate = gate;
    this.ticker = ticker;
    this.pause = pause;
  }

  FlushResult purge(Deadline deadline) {
    requireReadOnlyReplica();
    FlushRounds rounds =
        new FlushRounds(deadline, pause, "to empty Dynomite's queue onto the replica");
    gate.hold(DynomiteState.RESUMING, deadline, CancelSignal.never());
    boolean proven = empty(rounds);
    gate.hold(DynomiteState.STANDBY, deadline, CancelSignal.never());
    return rounds.result(proven);
  }

  /** Returns whether the queue is proven to be empty; false if no proof is possible. */
  private boolean empty(FlushRounds rounds) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < probes.keys().size(); i++) {
      left.add(i);
    }
    int counted = 0;
    int uncounted = 0;
    for (; ; ) {
      RefusedDeletes before = RefusedDeletes.of(local);
      List<ProbeAnswer> answers = probes.send(left, rounds.limitMillis());
      rounds.sent(answers);
      if (answers.stream().noneMatch(ProbeAnswer::failed)) {
        int sent = left.size();
        left = withoutReadOnly(left, answers);
        if (left.isEmpty()) {
          return true;
        }
        if (!before.counted()) {
          uncounted++;
        } else if (roseBy(sent, before, rounds)) {
          counted++;
        }
        if (counted == ROUNDS_WITH_COUNT || uncounted == ROUNDS_WITHOUT_COUNT) {
          return counted == ROUNDS_WITH_COUNT;
        }
      } else {
        left = withoutReadOnly(left, answers);
      }
      rounds.another(left.size() + " probes have not reached the replica");
      requireReadOnlyReplica();
      if (gate.reassert() != DynomiteState.RESUMING) {
        rounds.stateWasReset();
      }
    }
  }

  private boolean roseBy(int sent, RefusedDeletes before, FlushRounds rounds) {
    Deadline end = Deadline.after(ticker, rounds.limitMillis());
    while (RefusedDeletes.of(local).since(before) < sent) {
      if (end.passed()) {
        return false;
      }
      Wait.millis(pause, 1, CancelSignal.never(), "the replica to refuse the probes");
    }
    return true;
  }

  private static List<Integer> withoutReadOnly(List<Integer> which, List<ProbeAnswer> answers) {
    List<Integer> left = new ArrayList<>();
    for (int n = 0; n < answers.size(); n++) {
      if (!answers.get(n).readOnly()) {
        left.add(which.get(n));
      }
    }
    return left;
  }

  private void requireReadOnlyReplica() {
    ReplicationInfo replication = local.info("replication").replication();
    if (!replication.isReplica() || !replication.replicaReadOnly()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "cannot discard Dynomite's queue at Redis "
              + local.endpoint()
              + " (role "
              + replication.role()
              + ", slave_read_only "
              + (replication.replicaReadOnly() ? 1 : 0)
              + "): only a read-only replica refuses it");
    }
  }
}
