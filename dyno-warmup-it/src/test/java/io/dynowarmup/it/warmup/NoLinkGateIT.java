// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A local Redis that refuses CONFIG SET cannot be prevented from reconnecting to its source. */
public class NoLinkGateIT extends Scenario {
  private static final int KEYS = 5_000;

  private DynomiteCluster cluster;

  private void withoutConfigSet() {
    cluster = cluster(c -> c.sendingAtOnce().withLinks());
    Filler.strings(source().redis(), KEYS, 20);
    try (Jedis here = cold().redis().client()) {
      here.aclSetUser("default", "-config", "+config|get");
    }
  }

  /** Runs a warm-up and strikes once in CATCH_UP, on the thread of the run. */
  private WarmupStatus striking(Runnable strike) {
    return closeLater(Strike.in(WarmupPhase.CATCH_UP, strike).beside(cold())).atStartup();
  }

  @Test
  public void aSourceThatComesBackEmptyEmptiesNothing() {
    withoutConfigSet();

    WarmupStatus end =
        striking(
            () -> {
              source().redis().kill();
              Thread restart = new Thread(() -> source().redis().start());
              restart.start();
            });

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("refuses CONFIG SET", end.warnings().toString());
    assertTrue(end.reason(), cold().redis().keys() >= KEYS);
    assertServes(cold());
  }

  @Test
  public void aLinkThatOnlyBreaksIsNotTheEnd() {
    withoutConfigSet();

    WarmupStatus end =
        striking(
            () -> {
              cluster.link(cold(), source()).redis().cut();
              cluster.link(cold(), source()).redis().heal();
            });

    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aForeignRedisAtItsAddressIsNotTaken() {
    withoutConfigSet();
    aForeignRedisInTransfer(() -> {});
  }

  @Test
  public void norIsItWithTheGate() {
    cluster = cluster(c -> c.sendingAtOnce().withLinks());
    Filler.strings(source().redis(), KEYS, 20);
    aForeignRedisInTransfer(() -> Await.until("the gate is closed", LIMIT, this::isGateClosed));
  }

  private boolean isGateClosed() {
    try (Jedis here = cold().redis().client()) {
      return here.configGet("masteruser").containsValue("__dyno_warmup:closed");
    }
  }

  private void aForeignRedisInTransfer(Runnable beforeTheKill) {
    Servers.fillForSlowLoad(source(), 10);
    cluster.link(cold(), source()).redis().bandwidth(60_000);
    WarmedNode warmup = warmup();
    warmup.engine().start(WarmupRequest.atStartup());
    Await.until(
        "a sync",
        LIMIT,
        () -> "1".equals(cold().redis().info("replication", "master_sync_in_progress")));
    beforeTheKill.run();

    source().redis().kill();
    RedisServer foreign =
        closeLater(
            RedisServer.builder(redis)
                .bind(source().host())
                .port(source().redis().port())
                .config("repl-diskless-sync", "yes")
                .config("repl-diskless-sync-delay", "0")
                .build()
                .start());
    Filler.strings(foreign, "foreign", 3_000, 20);
    cluster.link(cold(), source()).redis().bandwidth(0);

    WarmupStatus end = warmup.end();

    assertEquals(end.reason(), WarmupOutcome.FAILED, end.outcome().orElse(null));
    try (Jedis here = cold().redis().client()) {
      assertEquals(0, here.keys("foreign:*").size());
    }
    assertServes(cold());
  }

  @Test
  public void preflightSaysItBeforehand() throws Exception {
    withoutConfigSet();

    PreflightReport report = warmup().engine().preflight(WarmupRequest.atStartup());

    assertEquals(report.text(), PreflightReport.Answer.WOULD_WARM, report.answer());
    assertSays("does not permit CONFIG SET", report.text().replaceAll("\\s+", " "));
  }
}
