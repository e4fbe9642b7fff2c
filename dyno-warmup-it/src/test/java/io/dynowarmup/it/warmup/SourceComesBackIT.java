// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.warmup.Calls.Call;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** The source is killed and restarted at once, at the same address, with less data. */
public class SourceComesBackIT extends Scenario {
  private static final int KEYS = 20_000;

  private DynomiteCluster cluster;

  private void racks(int racks) {
    cluster = cluster(c -> c.racks(racks));
    for (RackNode node : cluster.nodes()) {
      if (node != cold()) {
        Filler.strings(node.redis(), KEYS, 20);
        // A restarted source sends its snapshot without delay.
        Servers.config(node, "repl-diskless-sync", "yes");
        Servers.config(node, "repl-diskless-sync-delay", "0");
      }
    }
  }

  /** Restarts the node without its data, unless it was saved. */
  private static void restart(RackNode node) {
    node.redis().kill();
    node.redis().start();
    Servers.config(node, "repl-diskless-sync", "yes");
    Servers.config(node, "repl-diskless-sync-delay", "0");
  }

  /**
   * Returns a node whose run strikes once in this phase, on the thread of the run, after the first
   * matching call.
   */
  private WarmedNode striking(WarmupPhase phase, Predicate<Call> when, Consumer<RackNode> strike) {
    WarmedNode[] node = new WarmedNode[1];
    node[0] =
        closeLater(
            Strike.when(
                    (call, status) ->
                        status.phase() == phase && when.test(call) && cold().redis().keys() >= KEYS,
                    () -> strike.accept(chosen(node[0])))
                .beside(cold()));
    return node[0];
  }

  private RackNode chosen(WarmedNode node) {
    String rack = node.engine().status().source().orElseThrow().rack();
    return cluster.nodes().stream().filter(n -> n.rack().equals(rack)).findFirst().orElseThrow();
  }

  private void assertKept(WarmupStatus end) {
    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("was restarted: its run_id was", String.join("; ", end.warnings()));
    assertSays("the node holds " + KEYS + " keys", end.reason());
    assertTrue("all keys are here", cold().redis().keys() >= KEYS);
    assertServes(cold());
  }

  @Test
  public void emptyInCatchUp() {
    racks(2);

    assertKept(
        striking(WarmupPhase.CATCH_UP, call -> true, SourceComesBackIT::restart).atStartup());
  }

  @Test
  public void emptyInTheHandOver() {
    racks(2);

    assertKept(
        striking(WarmupPhase.HAND_OVER, call -> true, SourceComesBackIT::restart).atStartup());
  }

  /** Simulates a local Redis that reconnects before the run can notice the restart. */
  @Test
  public void aNodeThatTookTheEmptySnapshotIsNotWarm() {
    racks(2);

    WarmupStatus end =
        striking(
                WarmupPhase.CATCH_UP,
                call -> true,
                node -> {
                  Servers.config(cold(), "masterauth", "");
                  restart(node);
                  Await.until("the node is empty", LIMIT, () -> cold().redis().keys() == 0);
                })
            .atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertServes(cold());
  }

  /** Another Redis takes the address between the last probe of the source and the sync. */
  @Test
  public void whatAnotherRedisAtTheAddressSentIsDropped() {
    racks(2);
    AtomicBoolean done = new AtomicBoolean();
    Calls calls =
        new Calls() {
          @Override
          public void after(Call call, Object answer) {
            if (call.target().endsWith(":" + cold().redis().port())
                && call.method().equals("configSet")
                && done.compareAndSet(false, true)) {
              restart(source());
              Filler.strings(source().redis(), "foreign", 500, 20);
            }
            if (call.method().equals("replicaOf")) {
              Await.until("the whole sync", LIMIT, () -> "up".equals(linkStatus()));
            }
          }
        };

    WarmupStatus end = closeLater(WarmedNode.of(cold(), calls)).atStartup();

    assertTrue("it was replaced", done.get());
    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("received 500 keys from another ", String.join("; ", end.warnings()));
    assertEquals(0, cold().redis().keys());
    assertEquals("nothing happens to it", 500, source().redis().keys());
    assertServes(cold());
  }

  private String linkStatus() {
    return cold().redis().info("replication", "master_link_status");
  }

  @Test
  public void theOtherSourceIsTaken() {
    racks(3);
    WarmedNode node = striking(WarmupPhase.CATCH_UP, call -> true, SourceComesBackIT::restart);
    node.set("handover.write.probe", false);

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    RackNode other = chosen(node);
    assertSource(other, end);
    assertEquals(KEYS, other.redis().keys());
    assertSame(cold(), other);
    assertServes(cold());
  }

  /** The source comes back with three quarters of its keys in an old version. */
  @Test
  public void withAnOldDump() {
    racks(2);
    save(source(), KEYS * 3 / 4);

    assertKept(
        striking(WarmupPhase.CATCH_UP, call -> true, SourceComesBackIT::restart).atStartup());
  }

  private static void save(RackNode node, int keys) {
    try (Jedis jedis = node.redis().client()) {
      jedis.flushAll();
      Filler.strings(node.redis(), keys, 10);
      jedis.save();
      jedis.flushAll();
      Filler.strings(node.redis(), KEYS, 20);
    }
    assertTrue(Files.exists(node.redis().dir().resolve("dump.rdb")));
  }

  /** The replication resumes: no second snapshot is requested. */
  @Test
  public void aLinkThatBreaksIsNoRestart() {
    cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), KEYS, 20);
    WarmupStatus end =
        striking(
                WarmupPhase.CATCH_UP,
                call -> true,
                node -> {
                  cluster.link(cold(), node).redis().cut();
                  Await.until(
                      "the link is down",
                      LIMIT,
                      () ->
                          "down".equals(cold().redis().info("replication", "master_link_status")));
                  cluster.link(cold(), node).redis().heal();
                })
            .atStartup();

    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
    assertEquals("1", source().redis().info("stats", "sync_full"));
  }

  /** The comparison must not remove the keys that the source has lost. */
  @Test
  public void withAnOldDumpInADelta() {
    racks(2);
    Filler.strings(cold().redis(), KEYS, 20);
    save(source(), KEYS * 3 / 4);
    WarmedNode node = warmup().set("strategy", "delta").set("delta.keys.per.second", 5_000);
    node.engine().start(WarmupRequest.manual());
    Await.until(
        "some are compared",
        LIMIT,
        () ->
            node.engine().status().progress().keys().filter(k -> k.compared() > 1_000).isPresent());
    restart(source());

    WarmupStatus end = node.end();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    // A marker that the restarted source has missed expires after 10 s.
    Await.until(() -> cold().redis().keys() + " keys", LIMIT, () -> cold().redis().keys() == KEYS);
    assertServes(cold());
  }
}
