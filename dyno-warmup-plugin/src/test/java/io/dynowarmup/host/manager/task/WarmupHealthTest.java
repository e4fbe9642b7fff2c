// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.runtime.health.api.Health;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.host.manager.FakeEngineHost;
import io.dynowarmup.host.manager.HostedWarmup;
import io.dynowarmup.host.manager.StartUpRun;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public class WarmupHealthTest {
  private final HostedWarmup warmup = new HostedWarmup();
  private final FakeEngineHost host = new FakeEngineHost();
  private final HealthWatch watch = new HealthWatch(host, warmup);

  private Health health() {
    AtomicReference<Health> told = new AtomicReference<>();
    new WarmupHealth(watch).check(told::set);
    return told.get();
  }

  private void leftOutOfService() {
    warmup.status =
        StartUpRun.over(WarmupOutcome.FAILED, Reason.RESTORE_FAILED).toBuilder()
            .dynomiteState("STANDBY")
            .build();
  }

  @Test
  public void aNodeThatIsBeingWarmedIsNotInDiscovery() {
    warmup.status = StartUpRun.running("slave", "NORMAL");
    assertFalse(health().isHealthy());
    assertEquals("in progress: TRANSFER", health().getDetails().get("warmup"));
  }

  @Test
  public void aNodeThatWasWarmedIs() {
    warmup.status = StartUpRun.warmed();
    assertTrue(health().isHealthy());
    assertEquals("WARMED", health().getDetails().get("warmup"));
  }

  @Test
  public void aWarmupThatFailedDoesNotKeepANodeThatServesOutOfDiscovery() {
    warmup.status = StartUpRun.over(WarmupOutcome.FAILED, Reason.NO_PEER);
    assertTrue(health().isHealthy());
  }

  @Test
  public void aNodeThatNeededNoneIsTheHostsToJudge() {
    assertTrue(health().isHealthy());
  }

  @Test
  public void aNodeThatIsNotNormalIsNotInDiscoveryUntilItIs() {
    leftOutOfService();
    assertFalse(health().isHealthy());
    host.dynomite = DynomiteState.UNREACHABLE;
    watch.check();
    assertFalse(health().isHealthy());
    host.dynomite = DynomiteState.NORMAL;
    watch.check();
    assertTrue(health().isHealthy());
  }

  @Test
  public void aNodeWhoseRedisWasLeftAReplicaIsNotInDiscovery() {
    warmup.status =
        StartUpRun.over(WarmupOutcome.FAILED, Reason.RESTORE_FAILED).toBuilder()
            .redisRole("slave")
            .dynomiteState("NORMAL")
            .build();
    assertFalse(health().isHealthy());
    host.role = "slave";
    watch.check();
    assertFalse(health().isHealthy());
    host.role = "master";
    watch.check();
    assertTrue(health().isHealthy());
  }

  @Test
  public void aNodeThatIsChangedByHandAfterAGoodRunLeavesDiscoveryUntilItServesAgain() {
    warmup.status = StartUpRun.warmed();
    host.dynomite = DynomiteState.NORMAL;
    host.role = "slave";
    watch.check();
    assertTrue("once", health().isHealthy());
    watch.check();
    assertFalse(health().isHealthy());
    assertEquals("slave", watch.view().redisRole().get());
    host.role = "master";
    watch.check();
    assertTrue(health().isHealthy());
    host.dynomite = DynomiteState.STANDBY;
    watch.check();
    watch.check();
    assertFalse(health().isHealthy());
    host.dynomite = DynomiteState.UNREACHABLE;
    watch.check();
    assertFalse(health().isHealthy());
    host.dynomite = DynomiteState.NORMAL;
    watch.check();
    assertTrue(health().isHealthy());
  }

  @Test
  public void aDynomiteThatDoesNotAnswerAfterAGoodRunIsTheHostsToJudge() {
    warmup.status = StartUpRun.warmed();
    host.dynomite = DynomiteState.UNREACHABLE;
    watch.check();
    watch.check();
    assertTrue(health().isHealthy());
  }

  /** What is shown of the node is probed before the first run too, and never outlives a run. */
  @Test
  public void theViewFollowsTheNodeBetweenRuns() {
    host.dynomite = DynomiteState.STANDBY;
    watch.check();
    assertTrue("the host judges", health().isHealthy());
    assertEquals("STANDBY", watch.view().dynomiteState());
    warmup.status = StartUpRun.running("slave", "NORMAL");
    watch.check();
    assertFalse(watch.view().sinceEpochMillis().isPresent());
    warmup.status = StartUpRun.warmed();
    host.badConfig = true;
    watch.check();
    assertTrue(watch.view().problem().get(), watch.view().problem().get().contains("be probed: "));
  }

  @Test
  public void theNextRunIsJudgedByItself() {
    leftOutOfService();
    watch.check();
    warmup.status =
        warmup.status.toBuilder()
            .runId("2")
            .trigger(io.dynowarmup.api.WarmupRequest.Trigger.MANUAL)
            .startedEpochMillis(2)
            .build();
    assertFalse(health().isHealthy());
  }

  @Test
  public void aWrongSettingOfOursIsNotHeldAgainstTheNode() {
    warmup.status =
        StartUpRun.over(WarmupOutcome.FAILED, Reason.BAD_CONFIG).toBuilder()
            .dynomiteState("")
            .build();
    assertFalse(health().isHealthy());
    host.badConfig = true;
    watch.check();
    assertTrue(health().isHealthy());
  }
}
