// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Two runs on one node that do not share a state file. */
public class TwoRunsIT extends Scenario {
  private static final int KEYS = 3_000;

  private void exactlyOneContinues() {
    AtomicBoolean refused = new AtomicBoolean();
    WarmedNode one = closeLater(waitingInTransfer(refused).beside(cold()));
    WarmedNode other = closeLater(waitingInTransfer(refused).beside(cold()));
    one.engine().start(WarmupRequest.manual());
    other.engine().start(WarmupRequest.manual());
    Await.until(
        "one of them has ended",
        LIMIT,
        () -> !one.engine().status().running() || !other.engine().status().running());
    refused.set(true);
    List<WarmupStatus> ends = List.of(one.end(), other.end());

    long warmed = ends.stream().filter(e -> e.outcome().get() == WarmupOutcome.WARMED).count();
    assertEquals(ends.toString(), 1, warmed);
    for (WarmupStatus end : ends) {
      if (end.outcome().get() != WarmupOutcome.WARMED) {
        assertEquals(end.reason(), Reason.ALREADY_RUNNING, end.reasonCode().get());
        assertSays("another process is warming this node up", end.reason());
      }
    }
    assertSame(cold(), source());
    try (Jedis jedis = cold().redis().client()) {
      // The markers of the hand-over expire by themselves.
      Await.until(
          () -> "only the record in " + jedis.keys("__dyno_warmup:*"),
          LIMIT,
          () -> Set.of("__dyno_warmup:node").equals(jedis.keys("__dyno_warmup:*")));
    }
  }

  /** The first run does not end before the second one has begun, however slow that is. */
  private static Strike waitingInTransfer(AtomicBoolean refused) {
    return Strike.in(
        WarmupPhase.TRANSFER,
        () -> Await.until("the other run was refused", LIMIT.multipliedBy(2), refused::get));
  }

  /** As a run of cron beside the daemon of another user: nothing is shared but the node. */
  @Test
  public void aRunOfAnotherUserStepsBack() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    // 4 MB take two minutes: far longer than the other run needs.
    cluster.link(1, 0).redis().bandwidth(30_000);
    TempDir home = closeLater(TempDir.create("home"));
    Daemon daemon = closeLater(Daemon.beside(cold(), List.of()));
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));

    Daemon.Said said =
        Daemon.say(
            Map.of("JAVA_TOOL_OPTIONS", "-Duser.name=another -Duser.home=" + home.path()),
            "run",
            "--dynomite-yml",
            cold().dynomite().yml().toString());

    PreflightReport preflight = warmup().engine().preflight(WarmupRequest.manual());
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_SKIP, preflight.answer());
    assertSays("another process is warming this node up", preflight.why());
    assertEquals(said.toString(), 75, said.code());
    assertSays("another process is warming this node up", said.toString());
    assertEquals("slave", cold().redis().info("replication", "role"));
    cluster.link(1, 0).redis().bandwidth(0);
    daemon.awaitLog(": WARMED (run=");
    assertEquals("full syncs", "1", source().redis().info("stats", "sync_full"));
    assertSame(cold(), source());
  }

  @Test
  public void ofTwoReplicationsOneContinues() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);

    exactlyOneContinues();
  }

  @Test
  public void ofTwoComparisonsOneContinues() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);
    Filler.strings(cold().redis(), KEYS - 200, 100);

    exactlyOneContinues();
  }

  @Test
  public void aClaimOfARunThatWasKilledKeepsItsOwnNextRunFromNothing() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);
    try (Jedis jedis = cold().redis().client()) {
      String runId = cold().redis().info("server", "run_id");
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=" + runId + " by=1@x",
          SetParams.setParams().px(30_000));

      WarmupStatus refused = warmup().byHand();
      assertEquals(refused.reason(), Reason.ALREADY_RUNNING, refused.reasonCode().get());
      assertEquals(0, cold().redis().keys());

      // A claim that came with foreign data, or that dates from before a restart.
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=older by=1@x",
          SetParams.setParams().px(30_000));
      assertEquals(WarmupOutcome.WARMED, warmup().byHand().outcome().get());
    }
  }

  /** As cron of root beside the daemon of another user, after the daemon's run. */
  @Test
  public void aNodeThatARunOfAnotherStateFileHasWarmedNeedsNoOther() throws Exception {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);
    WarmedNode daemon = warmup();
    WarmedNode cron = warmup();
    assertWarmed(daemon.atStartup());
    String fullSyncs = source().redis().info("stats", "sync_full");

    PreflightReport preflight = cron.engine().preflight(WarmupRequest.manual());
    WarmupStatus second = cron.byHand();

    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_SKIP, preflight.answer());
    assertNotNeeded(second);
    assertSays("a run with another state file left it warm at 20", second.reason());
    assertEquals(preflight.why(), second.reason());
    assertNotNeeded(warmup().atStartup());
    assertEquals("full syncs", fullSyncs, source().redis().info("stats", "sync_full"));
    // What is known of it does not survive its Redis.
    cold().redis().kill();
    cold().redis().start();
    assertEquals(WarmupOutcome.WARMED, cron.byHand().outcome().get());
    assertNotNeeded(daemon.atStartup());
    assertSame(cold(), source());
  }

  private static void assertNotNeeded(WarmupStatus end) {
    assertEquals(end.reason(), WarmupOutcome.SKIPPED, end.outcome().get());
    assertEquals(end.reason(), Reason.NOT_COLD, end.reasonCode().get());
  }

  @Test
  public void aNodeThatARunOfAnotherStateFileHasLeftColdIsNotWarmBecauseItWas() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);
    WarmedNode daemon = warmup();
    assertWarmed(daemon.atStartup());
    AtomicReference<WarmedNode> aborted = new AtomicReference<>();
    WarmedNode cron =
        closeLater(
            Strike.in(WarmupPhase.TRANSFER, () -> aborted.get().engine().abort("the test"))
                .beside(cold()));
    aborted.set(cron);
    cron.set("force", true).set("strategy", "delta");

    assertEquals(WarmupOutcome.ABORTED, cron.byHand().outcome().get());

    assertEquals(WarmupOutcome.WARMED, daemon.atStartup().outcome().get());
    assertNotNeeded(cron.set("force", false).byHand());
    assertSame(cold(), source());
  }

  /**
   * A daemon that took the run for its own would report a foreign replica and end the run's
   * STANDBY.
   */
  @Test
  public void theWatchBesideAnotherStateFileLeavesARunAlone() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    WatchedNode watched = closeLater(WatchedNode.of(cold())).awaitWarm();
    cluster.link(cold(), source()).redis().bandwidth(800_000);
    WarmedNode other = warmup().set("force", true).set("strategy", "replication");
    Set<String> seen = new TreeSet<>();

    other.engine().start(WarmupRequest.manual());
    Await.until(
        "the end",
        LIMIT,
        () -> {
          seen.add(watched.redis().state());
          seen.add(watched.dynomite().state());
          return !other.engine().status().running();
        });

    assertWarmed(other.end());
    assertTrue(seen.toString(), seen.contains("SUSPENDED"));
    assertFalse(seen.toString(), seen.contains("REPLICA") || seen.contains("STANDBY"));
    watched.awaitStates("UP", "NORMAL");
    assertSame(cold(), source());
  }
}
