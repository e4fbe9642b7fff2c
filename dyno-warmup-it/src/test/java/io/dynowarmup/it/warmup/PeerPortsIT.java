// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.util.stream.Collectors;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * The Redis of a peer is at the port that the peer's Dynomite names, not at the port of the local
 * Redis.
 */
public class PeerPortsIT extends Scenario {
  private static final int KEYS = 500;

  @Test
  public void aRedisAtAnotherPortIsFound() throws InterruptedException {
    cluster(c -> c.ownRedisPorts());
    Filler.strings(source().redis(), KEYS, 50);
    WarmedNode node = warmup();
    String found =
        "Redis of rack1 at " + source().host() + ":" + source().redis().port() + " (/info of";
    PreflightReport report = node.engine().preflight(WarmupRequest.atStartup());
    assertEquals(report.toString(), PreflightReport.Answer.WOULD_WARM, report.answer());
    assertSays(found, report.text());

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertSays(found, end.topologySource().get());
    assertSame(cold(), source());
  }

  @Test
  public void severalDynomitesAtOneHostAreDistinguished() {
    DynomiteCluster cluster = cluster(c -> c.oneHost().tokens(1_000_000_000L, 3_000_000_000L));
    RackNode cold = cluster.node(1, 1);
    try (Jedis client = Checks.client(cluster.node(0, 0).dynomite().client())) {
      for (int i = 0; i < KEYS; i++) {
        client.set("k:" + i, "v");
      }
    }
    Await.until(
        "the last write in the other rack",
        LIMIT,
        () -> cluster.node(1, 0).redis().keys() + cold.redis().keys() == KEYS);
    cold.redis().client().flushAll();
    WarmedNode node = warmup(cold);

    WarmupStatus blind = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, blind);
    assertSays("several Dynomites on one host have different Redis ports", warnings(blind));
    assertSays("peer.dynomite.admin.ports", warnings(blind));

    WarmupStatus end = node.set("peer.dynomite.admin.ports", adminPorts(cluster)).byHand();

    assertWarmed(end);
    RackNode source = cluster.node(0, 1);
    assertEquals(source.redis().port(), end.source().get().redis().port());
    assertTrue(warnings(end), !warnings(end).contains("is assumed at"));
    assertSame(cold, source);
  }

  @Test
  public void theStateOfADynomiteIsAskedWhereItsClientPortIsNotKnown() {
    DynomiteCluster cluster = cluster(c -> c.oneHost().racks(3));
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cluster.node(2).redis(), KEYS, 50);
    source().dynomite().adminClient().get("/state/standby");

    WarmupStatus end = warmup().set("peer.dynomite.admin.ports", adminPorts(cluster)).atStartup();

    assertWarmed(end);
    assertEquals(cluster.node(2).rack(), end.source().get().rack());
    assertSays("is not in state NORMAL: its admin port says STANDBY", end.candidates().toString());
  }

  private static String adminPorts(DynomiteCluster cluster) {
    return cluster.nodes().stream()
        .map(each -> String.valueOf(each.dynomite().admin().getPort()))
        .collect(Collectors.joining(","));
  }

  private static String warnings(WarmupStatus end) {
    return end.warnings().toString();
  }
}
