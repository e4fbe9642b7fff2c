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
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A Redis answers MASTERDOWN: a replica without its master, with replica-serve-stale-data no. */
public class MasterDownIT extends Scenario {
  private static final int KEYS = 6_000;

  /** The discard port, at which nothing listens. */
  private static final int CLOSED_PORT = 9;

  private static void loseMaster(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.configSet("replica-serve-stale-data", "no");
      jedis.replicaof(node.host(), CLOSED_PORT);
    }
  }

  private static void promote(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.replicaofNoOne();
    }
  }

  private void racks(int keysHere) {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), keysHere, 50);
  }

  @Test
  public void aSourceWithoutItsMasterIsNotTaken() throws Exception {
    racks(0);
    loseMaster(source());
    WarmedNode node = warmup().set("stall.msec", 5_000);

    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());
    WarmupStatus end = node.atStartup();

    assertEquals(preflight.text(), Answer.WOULD_FAIL, preflight.answer());
    assertSays("is a replica ", preflight.why());
    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("is a replica ", end.reason());
    assertServes(cold());
  }

  /** Loses the source's master in the middle of a run, until the run has noticed it. */
  private WarmupStatus lostFor(String strategy) {
    AtomicBoolean lost = new AtomicBoolean();
    WarmedNode[] node = new WarmedNode[1];
    Strike strike =
        Strike.when(
            (call, status) ->
                status.phase() == WarmupPhase.TRANSFER
                    && status.progress().keys().map(k -> k.compared() + k.moved()).orElse(0L)
                        > KEYS / 3,
            () -> {
              loseMaster(source());
              lost.set(true);
            });
    node[0] = closeLater(strike.beside(cold()));
    node[0].set("strategy", strategy).set("force", true).set("delta.keys.per.second", 3_000);
    node[0].engine().start(WarmupRequest.manual());
    Await.until("a source without its master", LIMIT, lost::get);
    Await.until(
        "a warning",
        LIMIT,
        () -> node[0].engine().status().warnings().toString().contains("is no longer a master"));
    promote(source());
    return node[0].end();
  }

  @Test
  public void aDeltaGoesOnWhenItIsAMasterAgain() {
    racks(KEYS - 500);
    assertWarmed(lostFor("delta"));
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void soDoesACopy() {
    racks(0);
    assertWarmed(lostFor("copy"));
    assertSame(cold(), source());
    assertServes(cold());
  }

  /** Another program makes the local Redis such a replica before the run. */
  @Test
  public void aLocalRedisWithoutItsMasterIsForeign() throws Exception {
    racks(0);
    loseMaster(cold());
    WarmedNode node = warmup();

    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());
    WarmupStatus end = node.atStartup();

    assertEquals(preflight.text(), Answer.WOULD_SKIP, preflight.answer());
    assertEnded(WarmupOutcome.SKIPPED, Reason.FOREIGN_REPLICA, end);
    assertTrue(end.reason(), end.reason().contains("foreign replica"));
  }
}
