// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Known;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.start.Recovery.Action;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class RecoveryTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long FORGET = 300_000;
  private static final Endpoint SOURCE = new Endpoint("10.0.0.2", 22122);
  private static final String MASTER = "role:master\nrun_id:abc\nloading:0\ndb0:keys=7\n";
  private static final String REPLICA =
      "role:slave\nmaster_host:%s\nmaster_port:22122\nrun_id:abc\nloading:0\n";

  private static InterruptedRun left(WarmupPhase phase, long ageMillis, WarmupOutcome ending) {
    return left(phase, ageMillis, ending, false);
  }

  private static InterruptedRun left(
      WarmupPhase phase, long ageMillis, WarmupOutcome ending, boolean keptData) {
    return new InterruptedRun.Builder()
        .source(SOURCE)
        .phase(phase)
        .phaseSince(at(-ageMillis))
        .started(at(-ageMillis - 5_000))
        .redisRunId("abc")
        .ending(Optional.ofNullable(ending))
        .keptData(keptData)
        .build();
  }

  private static Action action(InterruptedRun left, String info, DynomiteState state, long uptime) {
    return Recovery.action(
        Optional.ofNullable(left),
        new Recovery.Found(RedisInfo.parse(info), state, Known.number(uptime), at(0)),
        FORGET);
  }

  private static Action action(InterruptedRun left, String info, DynomiteState state) {
    return action(left, info, state, 3_600_000);
  }

  @Test
  public void withoutAnInterruptedRunThereIsNothingToDo() {
    assertEquals(Action.NONE, action(null, MASTER, DynomiteState.STANDBY));
  }

  @Test
  public void theReplicaOfTheSourceIsAdopted() {
    InterruptedRun left = left(WarmupPhase.TRANSFER, 60_000, null);
    String ours = String.format(REPLICA, "10.0.0.2");
    assertEquals(Action.ADOPT, action(left, ours, DynomiteState.STANDBY));
    String foreign = String.format(REPLICA, "10.0.0.9");
    assertEquals(Action.NONE, action(left, foreign, DynomiteState.STANDBY));
    assertTrue(
        Recovery.foreign(Optional.of(left), RedisInfo.parse(foreign).replication()).isPresent());
  }

  @Test
  public void aQueueThatIsYoungEnoughIsFlushed() {
    for (DynomiteState state :
        new DynomiteState[] {DynomiteState.WRITES_ONLY, DynomiteState.RESUMING}) {
      assertEquals(Action.FINISH, action(left(WarmupPhase.HAND_OVER, 1_999, null), MASTER, state));
      assertEquals(Action.AGAIN, action(left(WarmupPhase.HAND_OVER, 2_000, null), MASTER, state));
    }
  }

  /**
   * At a high rate of writes, or with a short {@code timeout}, Dynomite drops its queue earlier.
   */
  @Test
  public void theHandOverRecordsHowLongItsQueueIsComplete() {
    InterruptedRun young = left(WarmupPhase.HAND_OVER, 499, null);
    InterruptedRun old = left(WarmupPhase.HAND_OVER, 500, null);
    for (InterruptedRun run : new InterruptedRun[] {young, old}) {
      InterruptedRun recorded = new InterruptedRun.Builder().from(run).queueMillis(500).build();
      assertEquals(
          run == young ? Action.FINISH : Action.AGAIN,
          action(recorded, MASTER, DynomiteState.WRITES_ONLY));
    }
  }

  /** A correction may be half done, and after an early detach writes may be missing. */
  @Test
  public void aRunThatWasKilledInReconcileStartsOver() {
    for (DynomiteState state :
        new DynomiteState[] {DynomiteState.WRITES_ONLY, DynomiteState.RESUMING}) {
      assertEquals(Action.AGAIN, action(left(WarmupPhase.RECONCILE, 100, null), MASTER, state));
    }
  }

  @Test
  public void aRedisThatWasAMasterAllAlongDoesNotShowThatTheHandOverHeld() {
    for (DynomiteState state :
        new DynomiteState[] {DynomiteState.WRITES_ONLY, DynomiteState.RESUMING}) {
      assertEquals(
          Action.AGAIN, action(left(WarmupPhase.HAND_OVER, 100, null, true), MASTER, state));
    }
    InterruptedRun over = left(WarmupPhase.RESTORE, 100, WarmupOutcome.WARMED, true);
    assertEquals(Action.FINISH, action(over, MASTER, DynomiteState.RESUMING));
  }

  @Test
  public void aNodeThatWasNotHeldInTheHandOverStartsOver() {
    for (DynomiteState state :
        new DynomiteState[] {
          DynomiteState.STANDBY, DynomiteState.NORMAL, DynomiteState.UNREACHABLE
        }) {
      assertEquals(Action.AGAIN, action(left(WarmupPhase.HAND_OVER, 100, null), MASTER, state));
    }
  }

  @Test
  public void anotherRedisOrAnotherDynomiteStartsOver() {
    InterruptedRun left = left(WarmupPhase.HAND_OVER, 1_900, null);
    String restarted = MASTER.replace("abc", "xyz");
    assertEquals(Action.AGAIN, action(left, restarted, DynomiteState.WRITES_ONLY));
    assertEquals(Action.AGAIN, action(left, MASTER, DynomiteState.WRITES_ONLY, 0));
  }

  @Test
  public void whatHadBeenFlushedOnlyGoesBackIntoService() {
    InterruptedRun left = left(WarmupPhase.RESTORE, 60_000, WarmupOutcome.WARMED);
    assertEquals(Action.FINISH, action(left, MASTER, DynomiteState.RESUMING));
    assertEquals(Action.FINISH, action(left, MASTER, DynomiteState.NORMAL));
    assertEquals(Action.AGAIN, action(left, MASTER, DynomiteState.STANDBY));
    assertEquals(Action.AGAIN, action(left, MASTER, DynomiteState.NORMAL, 1_000));
    InterruptedRun failed = left(WarmupPhase.RESTORE, 60_000, WarmupOutcome.FAILED);
    assertEquals(Action.AGAIN, action(failed, MASTER, DynomiteState.NORMAL));
  }

  @Test
  public void aNodeThatHasBeenInServiceForLongIsNotTouched() {
    InterruptedRun left = left(WarmupPhase.TRANSFER, FORGET + 1, null);
    assertEquals(Action.NONE, action(left, MASTER, DynomiteState.NORMAL));
    assertEquals(Action.AGAIN, action(left, MASTER, DynomiteState.STANDBY));
    String empty = MASTER.replace("db0:keys=7", "");
    assertEquals(Action.AGAIN, action(left, empty, DynomiteState.NORMAL));
  }

  @Test
  public void theRestOfTheBudgetIsUsed() {
    InterruptedRun left = left(WarmupPhase.TRANSFER, 60_000, null);
    assertEquals(35_000, Recovery.budgetLeft(left, 100_000, at(0)));
    assertEquals(0, Recovery.budgetLeft(left, 10_000, at(0)));
    assertEquals(35_000, Recovery.budgetLeft(left, 100_000, clockSetBy(-90_000)));
    assertEquals(35_000, Recovery.budgetLeft(left, 100_000, clockSetBy(7_200_000)));
    Moment another = new Moment(NOW - 90_000, 1);
    assertEquals("another machine, set back", 10, Recovery.budgetLeft(left, 10, another));
  }

  @Test
  public void aQueueIsNoYoungerForAClockThatWasSetBack() {
    InterruptedRun old = left(WarmupPhase.HAND_OVER, 10_000, null);
    InterruptedRun young = left(WarmupPhase.HAND_OVER, 100, null);
    for (long set : new long[] {-9_000, -7_200_000, 7_200_000}) {
      assertEquals(Action.AGAIN, actionAt(clockSetBy(set), old, DynomiteState.WRITES_ONLY, -1));
      assertEquals(Action.AGAIN, actionAt(clockSetBy(set), young, DynomiteState.WRITES_ONLY, -1));
    }
  }

  @Test
  public void aColdNodeHasNotServedForLongerForAClockThatWasSet() {
    InterruptedRun left = left(WarmupPhase.TRANSFER, 10_000, null);
    for (long set : new long[] {-7_200_000, FORGET * 2}) {
      assertEquals(Action.AGAIN, actionAt(clockSetBy(set), left, DynomiteState.NORMAL, 3_600_000));
    }
  }

  @Test
  public void anUptimeThatAClockHasChangedDoesNotShowThatDynomiteIsTheSame() {
    InterruptedRun left = left(WarmupPhase.RESTORE, 60_000, WarmupOutcome.WARMED);
    assertEquals(Action.AGAIN, actionAt(clockSetBy(-7_200_000), left, DynomiteState.NORMAL, -1));
    assertEquals(
        Action.AGAIN, actionAt(clockSetBy(7_200_000), left, DynomiteState.NORMAL, 7_300_000));
  }

  private static Moment at(long millis) {
    return new Moment(
        NOW + millis, TimeUnit.DAYS.toNanos(1) + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static Moment clockSetBy(long millis) {
    return new Moment(NOW + millis, at(0).nanos());
  }

  private static Action actionAt(
      Moment now, InterruptedRun left, DynomiteState state, long uptime) {
    return Recovery.action(
        Optional.of(left),
        new Recovery.Found(RedisInfo.parse(MASTER), state, Known.number(uptime), now),
        FORGET);
  }
}
