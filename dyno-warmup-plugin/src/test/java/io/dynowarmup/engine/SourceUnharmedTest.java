// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests what a run must not do to its source. */
public class SourceUnharmedTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(30);

  private Scenario s;

  @Before
  public void scenario() {
    s = new Scenario(folder.getRoot().toPath());
  }

  private static long mostWithinASecond(List<Long> nanos) {
    int most = 0;
    for (int from = 0, to = 0; to < nanos.size(); to++) {
      while (nanos.get(to) - nanos.get(from) >= TimeUnit.SECONDS.toNanos(1)) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  private WarmupStatus assertEnds(WarmupOutcome outcome) {
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(outcome), end.outcome());
    s.assertRestored();
    return end;
  }

  @Test
  public void noSecondOfARunHasMoreCommandsThanAllowedHoweverFastItPolls() {
    s.source.transferMillis = 3_000;
    s.local.transferMillis = 3_000;
    s.written(1_000, 2, 1).with("poll.msec", 10);
    WarmupStatus end = assertEnds(WarmupOutcome.WARMED);
    List<Long> sent = s.world.callNanos("source ");
    assertTrue("it was watched: " + sent.size(), sent.size() > 60);
    long most = mostWithinASecond(sent);
    assertTrue(most + " commands within a second", most <= 50);
    assertTrue(end.phaseMillis().containsKey(WarmupPhase.HAND_OVER));
    assertEquals(
        "the limit never made the hand-over wait: " + end.handOver(),
        10,
        end.handOver().settleMillis().getAsLong(),
        60);
  }

  @Test
  public void aSourceWhoseMachineRunsFullIsLetGoForTheNextOne() {
    FakeRedis second = s.secondSource();
    s.source.infoOverrides.put("total_system_memory", "10000000");
    s.entering(
        WarmupPhase.TRANSFER, () -> s.source.infoOverrides.put("current_cow_size", "8600000"));
    WarmupStatus end = assertEnds(WarmupOutcome.WARMED);
    assertEquals(second.endpoint(), end.source().get().redis());
    assertTrue(
        end.warnings().toString(),
        end.warnings().toString().contains("dropped to protect " + "it"));
  }

  @Test
  public void theOnlySourceGetsNoSecondTryAfterItWasHarmed() {
    s.entering(
        WarmupPhase.TRANSFER,
        () -> s.world.time().after(200, () -> s.source.infoOverrides.put("evicted_keys", "1")));
    s.source.infoOverrides.put("evicted_keys", "0");
    WarmupStatus end = assertEnds(WarmupOutcome.FAILED);
    assertEquals(Optional.of(Reason.NO_HEALTHY_SOURCE), end.reasonCode());
    assertTrue(end.reason(), end.reason().contains("begun to evict"));
    assertEquals(
        "SLAVEOF", 1, s.world.faults().calls().stream().filter("local SLAVEOF"::equals).count());
  }

  @Test
  public void aSourceThatTakesMostOfItsMachineIsNotAskedForASnapshot() {
    s.source.infoOverrides.put("total_system_memory", "1050000");
    WarmupStatus end = assertEnds(WarmupOutcome.FAILED);
    assertTrue(end.reason(), end.reason().contains("has too little memory for a snapshot"));
    assertEquals(0, s.world.faults().count("SLAVEOF"));
    s.with("source.memory.percent", 100);
    assertEnds(WarmupOutcome.WARMED);
  }

  /** Redis reports the memory of the machine, not that of its container. */
  @Test
  public void aSourceThatTakesMostOfItsContainerIsNotAskedForASnapshot() {
    s.source.infoOverrides.put("total_system_memory", "64000000000");
    s.with("source.memory.bytes", 1_050_000);
    WarmupStatus end = assertEnds(WarmupOutcome.FAILED);
    assertTrue(end.reason(), end.reason().contains("has too little memory for a snapshot"));
    assertEquals(0, s.world.faults().count("SLAVEOF"));
  }

  @Test
  public void aSourceWhoseContainerRunsFullIsLetGo() {
    s.source.infoOverrides.put("total_system_memory", "64000000000");
    s.with("source.memory.bytes", 10_000_000);
    s.entering(
        WarmupPhase.TRANSFER, () -> s.source.infoOverrides.put("current_cow_size", "8600000"));
    WarmupStatus end = assertEnds(WarmupOutcome.FAILED);
    assertTrue(
        end.warnings().toString(), end.warnings().toString().contains("dropped to protect it"));
  }

  @Test
  public void ourOwnLineFromAnEarlierSyncTakesNoPlace() {
    s.source.otherReplicas.add("ip=127.0.0.1,port=22122,state=online,offset=9,lag=30");
    s.with("source.max.replicas", 1);
    WarmupStatus end = assertEnds(WarmupOutcome.WARMED);
    CandidateVerdict verdict = end.candidates().get(0);
    assertTrue(verdict.text(), verdict.text().contains("0 replicas"));
  }

  @Test
  public void theLineOfAnotherNodeWithTheSamePortTakesAPlace() {
    s.source.otherReplicas.add("ip=10.0.0.7,port=22122,state=online,offset=9,lag=1");
    s.source.otherReplicas.add("ip=10.0.0.8,port=22122,state=online,offset=9,lag=1");
    s.with("source.max.replicas", 2);
    WarmupStatus end = assertEnds(WarmupOutcome.FAILED);
    assertTrue(end.reason(), end.reason().contains("already serves 2 replicas"));
    assertFalse(s.world.faults().calls().contains("local SLAVEOF"));
  }

  @Test
  public void aNodeThatCameTooLateTakesTheNextSource() {
    FakeRedis second = s.secondSource();
    s.entering(
        WarmupPhase.TRANSFER,
        () -> {
          for (int port = 1; port <= 3; port++) {
            s.source.otherReplicas.add(
                "ip=10.0.0.7,port=" + port + ",state=wait_bgsave,offset=0,lag=0");
          }
        });
    WarmupStatus end = assertEnds(WarmupOutcome.WARMED);
    assertEquals(second.endpoint(), end.source().get().redis());
    assertTrue(end.warnings().toString(), end.warnings().toString().contains("came before"));
  }
}
