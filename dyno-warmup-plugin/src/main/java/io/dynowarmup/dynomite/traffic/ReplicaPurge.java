// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
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
  private final FlushTarget target;

  ReplicaPurge(FlushTarget target) {
    this.target = target;
  }

  FlushResult purge(Deadline deadline) {
    requireReadOnlyReplica();
    FlushRounds rounds = target.rounds(deadline, "to empty Dynomite's queue onto the replica");
    target.hold(DynomiteState.RESUMING, deadline);
    boolean proven = empty(rounds);
    target.hold(DynomiteState.STANDBY, deadline);
    return rounds.result(proven);
  }

  /** Returns whether the queue is proven to be empty; false if no proof is possible. */
  private boolean empty(FlushRounds rounds) {
    List<Integer> left = target.all();
    int counted = 0;
    int uncounted = 0;
    for (; ; ) {
      RefusedDeletes before = RefusedDeletes.of(target.local());
      List<ProbeAnswer> answers = target.probes().send(left, rounds.limitMillis());
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
      rounds.another(Units.count(left.size(), "probe") + " did not reach the replica");
      requireReadOnlyReplica();
      target.stillResumes(rounds);
    }
  }

  private boolean roseBy(int sent, RefusedDeletes before, FlushRounds rounds) {
    Deadline end = target.in(rounds.limitMillis());
    while (RefusedDeletes.of(target.local()).since(before) < sent) {
      if (end.passed()) {
        return false;
      }
      target.await("the replica to refuse the probes");
    }
    return true;
  }

  private static List<Integer> withoutReadOnly(List<Integer> which, List<ProbeAnswer> answers) {
    return FlushTarget.those(which, answers, answer -> !answer.readOnly());
  }

  private void requireReadOnlyReplica() {
    RedisNode local = target.local();
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
