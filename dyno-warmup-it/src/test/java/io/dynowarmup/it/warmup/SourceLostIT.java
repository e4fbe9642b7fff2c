// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.Checks.verdict;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/**
 * The source is lost during the transfer: the run takes the next source, or puts the node back into
 * service.
 */
public class SourceLostIT extends Scenario {
  /** A source that breaks every connection is dropped after a quarter of this time. */
  private static final int STALL_MILLIS = 10_000;

  private static final long NARROW = 60_000;

  private DynomiteCluster cluster;

  @Test
  public void killed() {
    theOtherServesAfter(chosen -> chosen.redis().kill());
  }

  @Test
  public void frozen() {
    theOtherServesAfter(chosen -> chosen.redis().freeze());
  }

  @Test
  public void unreachable() {
    theOtherServesAfter(chosen -> cluster.link(cold(), chosen).redis().cut());
  }

  /** The source answers but sends nothing. */
  @Test
  public void stalled() {
    twoSources();
    for (RackNode source : new RackNode[] {cluster.node(0), cluster.node(2)}) {
      Servers.config(source, "repl-diskless-sync", "yes");
      Servers.config(source, "repl-diskless-sync-delay", "1000");
    }
    WarmedNode warmup = warmup().set("stall.msec", 2_500);
    RackNode chosen = awaitChosen(warmup);
    RackNode other = cluster.node(chosen == cluster.node(0) ? 2 : 0);
    Servers.config(other, "repl-diskless-sync-delay", "0");
    widen();

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertSource(other, end);
    assertSays("nothing has moved", verdict(end, chosen));
    assertSays("stall.msec is 2500", verdict(end, chosen));
    endsWell(other);
  }

  @Test
  public void theOnlyOneIsKilled() {
    cluster = cluster(c -> c.withLinks());
    fill(source());
    Filler.strings(cold().redis(), "own", 7, 10);
    cluster.link(1, 0).redis().bandwidth(NARROW);
    WarmedNode warmup = warmup().set("force", true).set("stall.msec", STALL_MILLIS);
    awaitChosen(warmup);
    source().redis().kill();

    WarmupStatus end = warmup.end();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays(source().rack(), end.reason());
    assertSays("the node holds 7 keys", end.reason());
    assertEquals("", Servers.settings(cold()).get("masterauth"));
    assertServes(cold());
  }

  /** The load has begun: the node's own data is gone, and the new data is incomplete. */
  @Test
  public void theOnlyOneIsKilledWhileItsDataIsLoading() {
    cluster = cluster();
    Servers.fillForSlowLoad(source(), 30);
    Servers.loadSlowly(cold(), 100);
    WarmedNode warmup = warmup().set("stall.msec", STALL_MILLIS);
    warmup.engine().start(WarmupRequest.atStartup());
    Await.until("loading", LIMIT, () -> !warmup.engine().status().progress().endable());
    source().redis().kill();

    WarmupStatus end = warmup.end();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("the node holds 30 keys", end.reason());
    assertServes(cold());
  }

  private interface Fault {
    void strike(RackNode chosen);
  }

  private void theOtherServesAfter(Fault fault) {
    twoSources();
    WarmedNode warmup =
        warmup()
            .set("redis.timeout.msec", 300)
            .set("probe.msec", 500)
            .set("handover.write.probe", false);
    RackNode chosen = awaitChosen(warmup);
    RackNode other = cluster.node(chosen == cluster.node(0) ? 2 : 0);
    fault.strike(chosen);
    widen();

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertSource(other, end);
    assertSays("failed earlier in this run", verdict(end, chosen));
    endsWell(other);
  }

  private void twoSources() {
    cluster = cluster(c -> c.racks(3).withLinks());
    fill(cluster.node(0));
    fill(cluster.node(2));
    cluster.link(1, 0).redis().bandwidth(NARROW);
    cluster.link(1, 2).redis().bandwidth(NARROW);
  }

  private void widen() {
    cluster.link(1, 0).redis().bandwidth(0);
    cluster.link(1, 2).redis().bandwidth(0);
  }

  private static void fill(RackNode node) {
    Servers.fillForSlowLoad(node, 20);
  }

  /** Starts a run. Returns when it waits for the data of the source that it chose. */
  private RackNode awaitChosen(WarmedNode warmup) {
    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.TRANSFER);
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    String rack = warmup.engine().status().source().map(Peer::rack).orElse("");
    return cluster.nodes().stream()
        .filter(node -> node.rack().equals(rack))
        .findFirst()
        .orElseThrow();
  }

  private void endsWell(RackNode other) {
    assertSame(cold(), other);
    assertServes(cold());
    assertReplicates(other, cold());
  }
}
