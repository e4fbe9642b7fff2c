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
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.net.LagProxy;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.net.InetSocketAddress;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** The data and the behavior of a candidate show when it is not what it seems. */
public class EvidenceIT extends Scenario {
  private static final int KEYS = 2_000;

  private String peer(RackNode node, String rack, String tokens, int redisPort) {
    return String.join(
        ":",
        node.host(),
        String.valueOf(node.dynomite().dyn().getPort()),
        rack,
        "dc",
        tokens,
        String.valueOf(redisPort));
  }

  private String peer(RackNode node) {
    return peer(node, node.rack(), text(node), node.redis().port());
  }

  private static String text(RackNode node) {
    return String.valueOf(node.tokens().get(0));
  }

  private static void preflightSays(String wanted, WarmedNode node) throws InterruptedException {
    PreflightReport report = node.engine().preflight(WarmupRequest.atStartup());
    assertEquals(report.toString(), PreflightReport.Answer.WOULD_FAIL, report.answer());
    assertSays(wanted, report.text());
  }

  @Test
  public void theNodeItselfUnderAnotherNameIsNoSource() throws InterruptedException {
    cluster();
    Filler.strings(cold().redis(), KEYS, 50);
    WarmedNode node =
        warmup().set("force", true).set("peers", peer(cold(), "rack9", text(cold()), port(cold())));
    preflightSays("is this node itself", node);

    WarmupStatus end = node.byHand();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("is this node itself", end.reason());
    assertEquals(KEYS, size(cold()));
    assertServes(cold());
  }

  /**
   * Two Dynomites on one host: the port of the local Redis is this node's at another address too.
   */
  @Test
  public void theNodeItselfAtAnotherAddressIsPassedOver() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), KEYS * 3 / 4, 50);
    InetSocketAddress again = new InetSocketAddress(cold().host(), FreePorts.next());
    closeLater(
        LagProxy.between(again, new InetSocketAddress(cold().host(), cold().redis().port())));
    WarmedNode node =
        warmup()
            .set(
                "peers",
                peer(cold(), "rack9", text(cold()), again.getPort()) + " " + peer(source()))
            // This node's own Dynomite is listed as a peer, and does not connect to itself.
            .set("peers.connected.msec", 500);

    WarmupStatus end = node.byHand();

    assertWarmed(end);
    assertEquals(source().rack(), end.source().get().rack());
    assertSays("is this node itself: the Redis at 127.", candidates(end));
    assertSame(cold(), source());
  }

  @Test
  public void anotherTokensDataIsNotTaken() throws InterruptedException {
    anotherTokensDataIsNotTaken(NodeSettings.defaults());
  }

  @Test
  public void anotherTokensDataIsNotTakenWhateverTheHash() throws InterruptedException {
    anotherTokensDataIsNotTaken(NodeSettings.defaults().withHash("md5").withHashTag("{}"));
  }

  private void anotherTokensDataIsNotTaken(NodeSettings settings) throws InterruptedException {
    DynomiteCluster cluster =
        cluster(c -> c.tokens(1_000_000_000L, 3_000_000_000L).settings(settings));
    RackNode cold = cluster.node(1, 0);
    RackNode other = cluster.node(0, 1);
    try (Jedis client = Checks.client(cluster.node(0, 0).dynomite().client())) {
      for (int i = 0; i < 400; i++) {
        client.set("k:{" + i + "}", "v");
      }
    }
    assertTrue(size(other) > 100);
    Await.until(
        "the last write in the other rack",
        LIMIT,
        () -> size(cold) + size(cluster.node(1, 1)) == 400);
    cold.redis().client().flushAll();
    String wrong =
        peer(other, "rack1", text(cold), other.redis().port()) + " " + peer(cluster.node(1, 1));
    WarmedNode node = warmup(cold).set("peers", wrong);
    preflightSays("holds another token's data: 0 of", node);

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("holds another token's data: 0 of", end.reason());
    assertEquals(0, size(cold));

    assertWarmed(node.clear("peers").byHand());
    assertTrue(size(cold) > 100);
  }

  @Test
  public void aHashThatDynomiteDoesNotComputeIsNamed() throws InterruptedException {
    NodeSettings settings = NodeSettings.defaults().withHash("murmur3");
    DynomiteCluster cluster =
        cluster(c -> c.tokens(1_000_000_000L, 3_000_000_000L).settings(settings));
    RackNode cold = cluster.node(1, 0);
    Filler.strings(cluster.node(0, 0).redis(), KEYS, 50);

    WarmedNode node = warmup(cold);
    preflightSays("the cluster's hash murmur3 cannot be computed", node);

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_TOPOLOGY, end);
    assertSays("the cluster's hash murmur3 cannot be computed", end.reason());
    assertServes(cold);
  }

  @Test
  public void oneWhoseDynomiteIsDeadOrClosedComesLast() throws InterruptedException {
    DynomiteCluster cluster = cluster(c -> c.racks(4));
    for (RackNode node : cluster.nodes()) {
      Filler.strings(node.redis(), node == cold() ? 0 : KEYS, 50);
    }
    cluster.node(0).dynomite().kill();
    cluster.node(2).dynomite().adminClient().get("/state/standby");
    WarmedNode node = warmup();
    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertEquals(cluster.node(3).rack(), end.source().get().rack());
    for (String all : new String[] {candidates(end), preflight.candidates().toString()}) {
      assertSays("its Dynomite does not run", all);
      assertSays("is not in state NORMAL", all);
    }
    assertSays("from " + end.source().get(), preflight.why());
    assertSame(cold(), cluster.node(3));
  }

  @Test
  public void oneWithHalfOfTheKeysIsNotTakenBeforeOneWithAll() throws InterruptedException {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    Filler.strings(source().redis(), KEYS * 6 / 10, 50);
    Filler.strings(cluster.node(2).redis(), KEYS, 50);
    // Without the keys, the other one would be the first choice, because it has fewer replicas.
    Servers.replicate(closeLater(RedisServer.start(redis)), cluster.node(2));
    WarmedNode node = warmup();
    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertEquals(cluster.node(2).rack(), end.source().get().rack());
    assertSays("has 1200 keys, 800 fewer than another node", candidates(end));
    assertSays("has 1200 keys, 800 fewer than another node", preflight.candidates().toString());
    assertSays("from " + end.source().get(), preflight.why());
    assertSame(cold(), cluster.node(2));
  }

  @Test
  public void aForeignRedisAtAPeersAddressIsPassedOver() throws InterruptedException {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    Filler.strings(cluster.node(2).redis(), KEYS, 50);
    Filler.strings(cold().redis(), KEYS - 100, 50);
    source().dynomite().kill();
    RedisServer foreign = source().redis();
    Filler.strings(foreign, "foreign", KEYS * 3, 50);

    WarmedNode node = warmup();
    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());
    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertEquals(cluster.node(2).rack(), end.source().get().rack());
    assertSays("has nothing in common with this node", candidates(end));
    assertSays("has nothing in common with this node", preflight.candidates().toString());
    assertSame(cold(), cluster.node(2));

    cold().redis().client().flushAll();
    assertWarmed(node.byHand());
    assertSame(cold(), cluster.node(2));
  }

  /** Simulates another environment whose keys have the same names. */
  @Test
  public void oneThatHoldsOtherValuesIsNotTakenBesideOneThatAgrees() {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    Filler.strings(cluster.node(2).redis(), KEYS, 50);
    Filler.strings(cold().redis(), KEYS - 100, 50);
    // It holds more keys, so it is the first choice.
    Filler.strings(source().redis(), KEYS * 3 / 2, 60);

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertEquals(cluster.node(2).rack(), end.source().get().rack());
    assertSays("holds other values than this node", end.warnings().toString());
    assertSame(cold(), cluster.node(2));
  }

  @Test
  public void anEmptyCopyIsNoProofWhileAnotherDoesNotAnswer() throws InterruptedException {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    RackNode silent = cluster.node(2);
    Filler.strings(silent.redis(), KEYS, 50);
    silent.redis().freeze();
    WarmedNode node = warmup().set("probe.msec", 500).set("stall.msec", 8_000);
    assertSays(
        "the run would end PARTIAL", node.engine().preflight(WarmupRequest.atStartup()).text());

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_AUTHORITY, end);
    assertSays("no answer from " + silent.host(), end.reason());
    assertServes(cold());

    silent.redis().thaw();
    assertWarmed(node.byHand());
    assertSame(cold(), silent);
  }

  @Test
  public void oneThatAnswersAMomentLaterIsWaitedFor() {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    RackNode silent = cluster.node(2);
    Filler.strings(silent.redis(), KEYS, 50);
    silent.redis().freeze();
    WarmedNode[] node = new WarmedNode[1];
    Calls thawing =
        new Calls() {
          @Override
          public void before(Call call) {
            if (node[0] != null && node[0].engine().status().candidates().size() == 2) {
              silent.redis().thaw();
            }
          }
        };
    node[0] = closeLater(WarmedNode.of(cold(), thawing)).set("probe.msec", 500);

    assertWarmed(node[0].atStartup());
    assertSame(cold(), silent);
  }

  /** With two racks and an empty node, the keys cannot be compared with anything. */
  @Test
  public void aRedisThatNothingVouchesForIsTakenAndAsked() throws InterruptedException {
    cluster();
    source().dynomite().kill();
    Filler.strings(source().redis(), "foreign", KEYS, 50);
    WarmedNode node = warmup();
    PreflightReport report = node.engine().preflight(WarmupRequest.atStartup());
    assertSays("the run would end PARTIAL", report.text());

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_AUTHORITY, end);
    assertSays("is not known to be of this cluster: no Dynomite listens at", end.reason());
    assertSays("run with --source " + source().rack(), end.reason());
    assertEquals(KEYS, size(cold()));
    assertServes(cold());

    node.engine().start(WarmupRequest.manual().withSource(source().rack()));
    assertWarmed(node.end());
  }

  @Test
  public void twoThatHaveNothingInCommonAreAQuestionForAPerson() {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    Filler.strings(source().redis(), "one", KEYS, 50);
    Filler.strings(cluster.node(2).redis(), "two", KEYS, 50);

    WarmupStatus asks = warmup().atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, asks);
    assertSays("it is not known which of the two belongs to this cluster", asks.reason());

    assertWarmed(warmup().set("source", cluster.node(2).host()).byHand());
    assertSame(cold(), cluster.node(2));
  }

  @Test
  public void aSourceThatDoesNotGetTheClustersWritesIsLeft() {
    for (String strategy : new String[] {"replication", "delta"}) {
      DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
      RackNode third = cluster.node(2);
      Filler.strings(source().redis(), KEYS, 50);
      Filler.strings(third.redis(), KEYS, 50);
      // The other one is the first choice, because it has fewer replicas.
      RedisServer replica = closeLater(RedisServer.start(redis));
      Servers.replicate(replica, third);
      cluster.link(2, 0).peer().cut();
      cluster.link(1, 0).peer().cut();
      Filler.strings(third.redis(), "only", 50, 50);

      WarmupStatus end = warmup().set("strategy", strategy).atStartup();

      assertWarmed(end);
      assertEquals(third.rack(), end.source().get().rack());
      assertSame(cold(), third);
      cluster.close();
    }
  }

  @Test
  public void whereThereIsNoOtherSourceTheRunIsPartial() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cluster.node(2).redis(), KEYS, 50);
    cluster.link(2, 0).peer().cut();

    WarmupStatus end = warmup().set("source", source().rack()).atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.SOURCE_FAILED, end);
    assertSays("does not get that node's writes", end.reason());
    assertEquals(KEYS, size(cold()));
    assertServes(cold());
  }

  private static int port(RackNode node) {
    return node.redis().port();
  }

  private static long size(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      return jedis.keys("*").stream().filter(key -> !key.startsWith("__dyno_warmup:node")).count();
    }
  }

  private static String candidates(WarmupStatus end) {
    return end.candidates().toString();
  }
}
