// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.state.StateFile;
import java.util.Collections;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests that preflight refuses a node in the words of the run that follows it. */
public class PreflightAgreesTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(20);

  private Scenario s;

  @Before
  public void aColdNode() {
    s = new Scenario(folder.getRoot().toPath());
  }

  private void assertAgree(Answer answer, WarmupRequest request, String word) throws Exception {
    PreflightReport report = new DryRun(s.host, request).report();
    WarmupStatus end = s.run(request);
    assertEquals(report.text(), answer, report.answer());
    assertTrue(report.why(), report.why().contains(word));
    assertTrue(
        "preflight: " + report.why() + "\nrun: " + end.reason(),
        end.reason().startsWith(report.why()));
    assertNotEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
  }

  private void assertSkips(String word) throws Exception {
    assertAgree(Answer.WOULD_SKIP, WarmupRequest.atStartup(), word);
  }

  private void assertFails(String word) throws Exception {
    assertAgree(Answer.WOULD_FAIL, WarmupRequest.atStartup(), word);
  }

  @Test
  public void aReplicaOfAnotherProgram() throws Exception {
    s.local.replicate(s.source.endpoint());
    assertSkips("foreign replica");
  }

  @Test
  public void aNodeThatHasBeenUpForLong() throws Exception {
    s.local.holding(70).upForSeconds(9_000);
    assertSkips("longer than cold.uptime.sec");
  }

  @Test
  public void aNodeThatIsRecordedAsWarm() throws Exception {
    s.run();
    s.restarted();
    assertSkips("its Redis has been warm already");
    s.restarted();
    assertAgree(Answer.WOULD_SKIP, WarmupRequest.manual(), "has been warm since");
  }

  @Test
  public void bootstrapOff() throws Exception {
    s.with("bootstrap", false);
    assertSkips("bootstrap is false");
  }

  @Test
  public void theOnlyCopyOfAnotherToken() throws Exception {
    StateFile.open(s.stateFile).recordWarm(s.local.runId(), Collections.singletonList(50L));
    s.local.holding(7);
    assertSkips("no other node is known to hold a copy");
    s.restarted();
    assertAgree(
        Answer.WOULD_SKIP, WarmupRequest.atStartup().keepingData(), "a retry drops nothing");
  }

  private void killedWhenEntering(WarmupPhase phase) {
    s.entering(phase, () -> s.world.faults().killAt(s.world.faults().calls().size() + 1, () -> {}));
    try {
      s.run();
    } finally {
      s.restarted();
    }
  }

  @Test
  public void anInterruptedRunWithBootstrapOff() throws Exception {
    killedWhenEntering(WarmupPhase.CATCH_UP);
    s.with("bootstrap", false);
    assertSkips("bootstrap is false, and a run from");
  }

  @Test
  public void anotherRunOnTheNode() throws Exception {
    s.local.infoOverrides.put(
        "dyno_warmup_claim", NodeClaim.of("another", s.local.runId(), 1, "7@there").text());
    assertSkips("another process is warming this node up");
  }

  @Test
  public void theAdminPortOfAnotherNode() throws Exception {
    s.dynomite.rack = "r7";
    assertFails("r7");
  }

  /** As with a hash that cannot be computed, no probe through Dynomite is possible. */
  @Test
  public void aShareOfTheRingThatIsTooSmallForProbes() throws Exception {
    s.with("peers", "127.0.0.1:1:r2:dc:100:22201 127.0.0.1:1:r1:dc:99:22203");
    assertFails("this node's share of its rack's 2 tokens is too small");
  }

  @Test
  public void noPeer() throws Exception {
    s.with("peers", "127.0.0.1:1:r1:dc:200:22201");
    assertSkips("token");
  }

  @Test
  public void aWarmNodeWithoutAPeer() throws Exception {
    s.local.holding(70).upForSeconds(9_000);
    s.with("peers", "127.0.0.1:1:r1:dc:200:22201");
    assertSkips("longer than cold.uptime.sec");
  }

  @Test
  public void noPeerThatCanBeTheSource() throws Exception {
    s.source.down = true;
    assertFails("no peer can be the source");
  }

  @Test
  public void aSourceWithFarFewerKeys() throws Exception {
    s.local.holding(3 * Scenario.KEYS);
    assertFails("fewer than half of the");
  }

  @Test
  public void aSourceThatDoesNotFit() throws Exception {
    s.local.maxMemory = 40_000_000;
    s.source.infoOverrides.put("used_memory", "50000000");
    assertFails("Raise maxmemory");
  }

  @Test
  public void aNodeThatServesColdWithoutAStrategyThatKeepsItsData() throws Exception {
    s.source.down = true;
    s.run();
    s.source.restart();
    s.restarted();
    s.local.holding(12);
    assertFails("no strategy is installed that keeps data");
  }

  /** Another address leads to this node's own Redis. */
  @Test
  public void theNodeItselfAsItsPeer() throws Exception {
    s.source.infoOverrides.put("run_id", s.local.runId());
    assertFails("is this node itself");
  }

  @Test
  public void aSourceThatIsNewerThanTheLocalRedis() throws Exception {
    s.local.infoOverrides.put("redis_version", "6.2.11");
    s.source.infoOverrides.put("redis_version", "7.0.15");
    assertFails("is Redis 7.0.15 and writes RDB version 10, which the local Redis 6.2.11");
  }

  @Test
  public void aSourceWithAModuleThatIsMissingHere() throws Exception {
    s.source.infoOverrides.put("module", "name=hellotype,ver=1,api=1,filters=0");
    assertFails("has the modules hellotype, which the local Redis has not loaded");
  }

  @Test
  public void aClockThatIsAnHourAhead() throws Exception {
    s.local.clockAheadMillis = 0L;
    s.source.clockAheadMillis = 3_600_000L;
    assertFails("has a clock 3600.0 s ahead of this node's");
  }

  @Test
  public void aSourceInClusterMode() throws Exception {
    s.source.infoOverrides.put("cluster_enabled", "1");
    assertFails("runs in cluster mode");
  }

  @Test
  public void aLocalRedisInClusterMode() throws Exception {
    s.local.infoOverrides.put("cluster_enabled", "1");
    assertFails("runs in cluster mode");
  }

  @Test
  public void aLocalRedisThatIsDown() throws Exception {
    s.local.down = true;
    assertAgree(Answer.WOULD_FAIL, WarmupRequest.manual(), "the local Redis");
  }

  @Test
  public void aWrongSetting() throws Exception {
    s.with("poll.msec", "often");
    assertFails("often");
  }

  @Test
  public void aNodeThatRequiresABootstrap() throws Exception {
    s.with("requires.bootstrap", true);
    assertSkips("enable-incoming-replication");
  }

  @Test
  public void aReplicationFromASourceThatMustNotFork() throws Exception {
    s.with("strategy", "replication").with("source.may.fork", false);
    assertFails("source.may.fork=false does not allow a replication");
  }

  @Test
  public void aPeerThatRefusesWritesIsTheOnlyOne() throws Exception {
    s.source.infoOverrides.put("min_slaves_good_slaves", "0");
    PreflightReport report = new DryRun(s.host, WarmupRequest.atStartup()).report();
    WarmupStatus end = s.run();
    assertEquals(report.text(), Answer.WOULD_WARM, report.answer());
    assertEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    String word = "refuses writes, because it has fewer replicas than its min-replicas-to-write";
    assertTrue(report.misset().toString(), report.misset().toString().contains(word));
    assertTrue(end.warnings().toString(), end.warnings().toString().contains(word));
  }
}
