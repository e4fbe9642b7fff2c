// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * What the hand-over has applied twice is corrected for keys of all types, and over broken links.
 */
@EveryRedis
public class ReconcileTypesIT extends Scenario {
  private static final int RATE = 150;
  private static final int KEYS = 600;
  private static final int DELAY = 100;

  private WriteLoad lagging(Workload traffic) {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    cluster.link(1, 0).redis().delay(DELAY);
    Filler.strings(source().redis(), 1_000, 50);
    WriteLoad load = closeLater(WriteLoad.start(source().dynomite().client(), traffic, RATE));
    Await.until("writes flow", LIMIT, () -> load.acked() > RATE);
    return load;
  }

  private ReconcileReport warmed(WarmedNode node, WriteLoad load) {
    WarmupStatus end = node.set("strategy", "replication").set("reconcile.msec", 40_000).byHand();
    assertWarmed(end);
    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + RATE);
    load.stop();
    assertEquals("0", source().redis().info("replication", "connected_slaves"));
    ReconcileReport report = end.handOver().reconciled().orElseThrow();
    System.out.println("reconciled after " + report.cuts() + " cuts: " + report);
    return report;
  }

  /**
   * Each key is written to about once in four seconds, so that it stands still between two writes.
   */
  @Test
  public void keysOfAllTypesAreEqual() {
    WriteLoad load = lagging(new RandomCommands("r:", KEYS, 5, 0));

    ReconcileReport report = warmed(warmup().set("force", true), load);

    assertEquals(report.toString(), 0, report.keysInDoubt().orElse(-1));
    assertSame(cold(), source());
  }

  @Test
  public void aJournalWhoseLinkBreaksIsContinued() {
    WriteLoad load = lagging(Workload.counters("c:", 50));
    AtomicInteger killed = new AtomicInteger();
    WarmedNode[] node = new WarmedNode[1];
    Calls killing =
        new Calls() {
          @Override
          public void after(Call call, Object answer) {
            WarmupStatus now = node[0] == null ? null : node[0].engine().status();
            boolean reconciles = now != null && now.phase() == WarmupPhase.RECONCILE;
            if (reconciles && killed.get() < 3) {
              killed.incrementAndGet();
              killReplicas();
            }
          }
        };
    node[0] = closeLater(WarmedNode.of(cold(), killing));
    node[0].set("force", true);

    ReconcileReport report = warmed(node[0], load);

    assertTrue("none was killed", killed.get() > 0);
    assertEquals(report.toString(), 0, report.keysInDoubt().orElse(-1));
    assertTrue(report.toString(), report.takenBack() > 0);
    assertSame(cold(), source());
  }

  private void killReplicas() {
    try (Jedis there = source().redis().client();
        Jedis here = cold().redis().client()) {
      there.clientKill(new ClientKillParams().type(ClientType.REPLICA));
      here.clientKill(new ClientKillParams().type(ClientType.REPLICA));
    }
  }
}
