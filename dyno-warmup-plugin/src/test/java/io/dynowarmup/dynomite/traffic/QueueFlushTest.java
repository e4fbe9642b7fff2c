// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class QueueFlushTest {
  @Rule public final Timeout limit = Timeout.seconds(30);
  private final ManualTime time = new ManualTime();
  private final ModelRedis redis = new ModelRedis();
  private ModelDynomite dynomite = new ModelDynomite(redis, 1);
  private TrafficGate gate = new TrafficGate(dynomite, time, time);

  private QueueFlush flush(int storageConnections) {
    dynomite = new ModelDynomite(redis, storageConnections);
    gate = new TrafficGate(dynomite, time, time);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < QueueFlush.probes(storageConnections); i++) {
      keys.add("probe:" + i);
    }
    ProbeConnections probes = new ProbeConnections(keys, () -> dynomite.client(), OwnThread::new);
    return new QueueFlush(probes, 1000, redis, gate, time, time);
  }

  private void queueOneOnEach(int storageConnections) {
    gate.hold(DynomiteState.WRITES_ONLY, soon(), CancelSignal.never());
    for (int i = 0; i < storageConnections; i++) {
      write("key:" + i, i);
    }
    assertEquals(storageConnections, dynomite.queued());
  }

  /** Writes as a client that does not wait for the answer. */
  private void write(String key, int storageConnection) {
    try {
      dynomite.write(key, storageConnection);
    } catch (WarmupException e) {
      assertEquals(Reason.TIME_OUT, e.reason());
    }
  }

  private Deadline soon() {
    return Deadline.after(time, 2000);
  }

  @Test
  public void sendsSixteenProbesOrFourForEachStorageConnection() {
    assertEquals(16, QueueFlush.probes(1));
    assertEquals(16, QueueFlush.probes(4));
    assertEquals(32, QueueFlush.probes(8));
  }

  @Test
  public void bringsTheQueuesOfAllStorageConnectionsIntoRedis() {
    QueueFlush flush = flush(4);
    flush.open();
    queueOneOnEach(4);
    FlushResult result = flush.flushToMaster(soon());
    assertEquals(0, dynomite.queued());
    assertEquals("[key:0, key:1, key:2, key:3]", redis.keys.keySet().toString());
    assertEquals(DynomiteState.RESUMING, dynomite.state);
    assertEquals(16, result.probesSent());
    assertEquals(1, result.rounds());
    assertEquals(0, result.stateResets());
    assertTrue(result.proven());
  }

  @Test
  public void servesInNormalWithNothingLeftBehind() {
    QueueFlush flush = flush(4);
    flush.open();
    queueOneOnEach(4);
    FlushResult result = flush.serve(soon());
    assertEquals(DynomiteState.NORMAL, dynomite.state);
    assertEquals(DynomiteState.NORMAL, gate.held().get());
    assertEquals(0, dynomite.queued());
    assertEquals(4, redis.keys.size());
    assertEquals(32, result.probesSent());
    assertEquals(2, result.rounds());
  }

  @Test
  public void aRedisThatIsOutOfMemoryDoesNotKeepDynomiteClosed() {
    QueueFlush flush = flush(4);
    flush.open();
    queueOneOnEach(4);
    redis.outOfMemory = true;
    FlushResult result = flush.serve(soon());
    assertEquals(DynomiteState.NORMAL, dynomite.state);
    assertEquals(0, dynomite.queued());
    assertFalse("nothing shows that they came through", result.proven());
    assertEquals(Reason.OUT_OF_MEMORY, result.refusal().get().reason());
    assertTrue("the last round tells", flush.refusal().isPresent());
    redis.outOfMemory = false;
    assertTrue("once there is memory again", flush.flushToMaster(soon()).proven());
    assertFalse(flush.refusal().isPresent());
  }

  @Test
  public void anAnswerOfOtherRacksIsNotEnough() {
    QueueFlush flush = flush(1);
    flush.open();
    queueOneOnEach(1);
    dynomite.quorum = true;
    // RESUMING does not last: probes are queued, other racks answer OK
    int[] commands = {0};
    dynomite.beforeEachCommand =
        () -> dynomite.state = commands[0]++ < 16 ? DynomiteState.NORMAL : dynomite.state;
    FlushResult result = flush.flushToMaster(soon());
    assertEquals(0, dynomite.queued());
    assertEquals("[key:0]", redis.keys.keySet().toString());
    assertTrue(result.toString(), result.rounds() > 1);
    assertTrue(result.toString(), result.stateResets() > 0);
  }

  @Test
  public void probesAgainWhenGossipHasEndedResuming() {
    QueueFlush flush = flush(1);
    flush.open();
    int[] commands = {0};
    dynomite.beforeEachCommand =
        () -> {
          if (++commands[0] == 16) {
            dynomite.state = DynomiteState.NORMAL;
          }
        };
    FlushResult result = flush.flushToMaster(soon());
    assertEquals(2, result.rounds());
    assertEquals(1, result.stateResets());
    assertEquals(DynomiteState.RESUMING, dynomite.state);
  }

  @Test
  public void probesThatFailAreSentAgainOnFreshConnections() {
    QueueFlush flush = flush(1);
    flush.open();
    int[] commands = {0};
    dynomite.beforeEachCommand =
        () -> {
          if (commands[0]++ < 3) {
            throw new WarmupException(Reason.REDIS_ERROR, "ERR Storage: Datastore refused");
          }
        };
    FlushResult result = flush.flushToMaster(soon());
    assertEquals(2, result.rounds());
    assertEquals(19, result.probesSent());
    assertEquals(19, dynomite.connected);
    assertEquals(16, dynomite.open);
  }

  @Test
  public void givesUpAtTheDeadlineAndSaysWhatFailed() {
    QueueFlush flush = flush(1);
    flush.open();
    dynomite.beforeEachCommand =
        () -> {
          throw new WarmupException(Reason.REDIS_ERROR, "ERR Storage: Datastore refused");
        };
    WarmupException e =
        assertThrows(WarmupException.class, () -> flush.flushToMaster(Deadline.after(time, 300)));
    assertEquals(Reason.TIME_OUT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("16 of 16 probes"));
    assertTrue(e.getMessage(), e.getMessage().contains("Datastore refused"));
    assertTrue(time.elapsedMillis() >= 300 && time.elapsedMillis() < 500);
  }

  @Test
  public void aRedisThatIsAReplicaIsNotFlushedTo() {
    QueueFlush flush = flush(1);
    redis.replica = true;
    WarmupException e = assertThrows(WarmupException.class, () -> flush.flushToMaster(soon()));
    assertEquals(Reason.READONLY, e.reason());
  }

  @Test
  public void goesBackToResumingWhenNormalHasAQueue() {
    QueueFlush flush = flush(1);
    flush.open();
    boolean[] late = {false};
    dynomite.obeys =
        wanted -> {
          if (wanted == DynomiteState.NORMAL && !late[0]) {
            // a write that was queued during the change of state, and that NORMAL does not send
            late[0] = true;
            dynomite.state = DynomiteState.WRITES_ONLY;
            write("late", 0);
          }
          return wanted;
        };
    FlushResult result = flush.serve(soon());
    assertEquals(DynomiteState.NORMAL, dynomite.state);
    assertEquals(0, dynomite.queued());
    assertTrue(redis.keys.containsKey("late"));
    assertEquals(4, result.rounds());
  }

  @Test
  public void purgesOntoAReadOnlyReplicaAndStandsBy() {
    QueueFlush flush = flush(4);
    redis.replica = true;
    flush.open();
    queueOneOnEach(4);
    FlushResult result = flush.purgeFromReplica(soon());
    assertEquals(0, dynomite.queued());
    assertTrue(redis.keys.isEmpty());
    assertEquals(DynomiteState.STANDBY, dynomite.state);
    assertEquals(DynomiteState.STANDBY, gate.held().get());
    assertEquals(1, result.rounds());
    assertTrue(result.proven());
  }

  @Test
  public void neverPurgesOntoWhatWouldTakeTheQueue() {
    QueueFlush flush = flush(1);
    gate.hold(DynomiteState.WRITES_ONLY, soon(), CancelSignal.never());
    WarmupException e = assertThrows(WarmupException.class, () -> flush.purgeFromReplica(soon()));
    assertTrue(e.getMessage(), e.getMessage().contains("role master"));
    redis.replica = true;
    redis.readOnly = false;
    e = assertThrows(WarmupException.class, () -> flush.purgeFromReplica(soon()));
    assertTrue(e.getMessage(), e.getMessage().contains("slave_read_only 0"));
    assertEquals(DynomiteState.WRITES_ONLY, dynomite.state);
    assertEquals(0, dynomite.connected);
  }

  @Test
  public void stopsThePurgeWhenTheReplicaBecomesAMaster() {
    QueueFlush flush = flush(1);
    redis.replica = true;
    flush.open();
    dynomite.beforeEachCommand =
        () -> {
          redis.replica = false;
          throw new WarmupException(Reason.REDIS_ERROR, "ERR");
        };
    WarmupException e = assertThrows(WarmupException.class, () -> flush.purgeFromReplica(soon()));
    assertTrue(e.getMessage(), e.getMessage().contains("role master"));
  }

  @Test
  public void underQuorumTheReplicaCountsWhatItRefuses() {
    QueueFlush flush = flush(1);
    redis.replica = true;
    flush.open();
    queueOneOnEach(1);
    dynomite.quorum = true;
    FlushResult result = flush.purgeFromReplica(soon());
    assertEquals(0, dynomite.queued());
    assertEquals(2, result.rounds());
    assertTrue(result.proven());
  }

  @Test
  public void underQuorumAnOldRedisProvesNothing() {
    QueueFlush flush = flush(1);
    redis.replica = true;
    redis.counts = false;
    flush.open();
    dynomite.quorum = true;
    FlushResult result = flush.purgeFromReplica(soon());
    assertEquals(3, result.rounds());
    assertFalse(result.proven());
    assertTrue(result.toString(), result.toString().contains("not proven"));
    assertEquals(DynomiteState.STANDBY, dynomite.state);
  }

  @Test
  public void underQuorumProbesThatDoNotReachTheReplicaAreNoProof() {
    QueueFlush flush = flush(1);
    redis.replica = true;
    flush.open();
    dynomite.quorum = true;
    dynomite.beforeEachCommand = () -> dynomite.state = DynomiteState.WRITES_ONLY;
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> flush.purgeFromReplica(Deadline.after(time, 1000)));
    assertEquals(Reason.TIME_OUT, e.reason());
  }

  @Test
  public void opensAllConnectionsAndClosesThem() {
    QueueFlush flush = flush(1);
    flush.open();
    assertEquals(16, dynomite.open);
    flush.open();
    assertEquals(16, dynomite.connected);
    flush.close();
    flush.close();
    assertEquals(0, dynomite.open);
    flush.flushToMaster(soon());
    assertEquals(16, dynomite.open);
  }

  @Test
  public void saysThatTheClientPortDoesNotTakeConnections() {
    QueueFlush flush = flush(1);
    dynomite.clientPortRefuses = true;
    WarmupException e = assertThrows(WarmupException.class, flush::open);
    assertEquals(Reason.REFUSED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("client port"));
    dynomite.clientPortRefuses = false;
    flush.open();
    assertEquals(16, dynomite.open);
  }
}
