// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.Checks.verdict;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Which of several peers becomes the source, and what the run reports about the others. */
@EveryRedis
public class SeveralPeersIT extends Scenario {
  @Test
  public void theOneWithTheFewestReplicasServes() {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    RackNode busy = cluster.node(0);
    RackNode idle = cluster.node(2);
    fill(busy, idle);
    Servers.replicate(closeLater(RedisServer.start(redis)), busy);

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertSource(idle, end);
    assertSays("chosen", verdict(end, idle));
    assertSays("1 replica,", verdict(end, busy));
    assertSame(cold(), idle);
    assertServes(cold());
    assertReplicates(busy, cold());
  }

  @Test
  public void thoseThatCannotServeArePassedOverWithASentenceForEach() {
    DynomiteCluster cluster = cluster(c -> c.racks(8));
    RackNode good = cluster.node(0);
    RackNode down = cluster.node(2);
    RackNode guarded = cluster.node(3);
    RackNode replica = cluster.node(4);
    RackNode loading = cluster.node(5);
    RackNode silent = cluster.node(6);
    RackNode empty = cluster.node(7);
    fill(good, down, guarded, silent);
    down.redis().kill();
    Servers.config(guarded, "requirepass", "another");
    Servers.replicate(replica.redis(), good);
    silent.redis().freeze();

    // It loads for 4 s: long enough for the probes, but not for the start of the run, too.
    Strike load = Strike.in(WarmupPhase.PREFLIGHT, () -> loadForSeconds(loading));
    WarmupStatus end =
        closeLater(load.beside(cold()))
            .set("probe.msec", 1_500)
            .set("handover.write.probe", false)
            .atStartup();

    assertWarmed(end);
    assertSource(good, end);
    assertSays("refused the connection", verdict(end, down));
    assertSays("requires a password", verdict(end, guarded));
    assertSays("is a replica of " + good.host(), verdict(end, replica));
    assertSays("is loading its data set", verdict(end, loading));
    assertSays("did not answer PING", verdict(end, silent));
    assertSays("is empty, while another node with this token has", verdict(end, empty));
    for (RackNode other : cluster.nodes()) {
      if (other != good && other != cold()) {
        assertSays("not eligible", verdict(end, other));
      }
    }
    assertSame(cold(), good);
    assertServes(cold());
    assertReplicates(good, cold());
  }

  @Test
  public void oneInProtectedModeIsPassedOverWithTheRemedy() {
    assumeTrue(
        "Redis " + redis.version() + " has a protected mode only where it binds to no address",
        redis.atLeast(7, 0));
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    RackNode good = cluster.node(0);
    RackNode guarded = cluster.node(2);
    fill(good, guarded);
    Servers.config(guarded, "protected-mode", "yes");

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertSource(good, end);
    assertSays("protected mode", verdict(end, guarded));
    assertSays("requirepass", verdict(end, guarded));
    assertSame(cold(), good);
    assertServes(cold());
  }

  private static void fill(RackNode... nodes) {
    for (RackNode node : nodes) {
      Filler.strings(node.redis(), 2_000, 100);
    }
  }

  private void loadForSeconds(RackNode node) {
    Servers.fillForSlowLoad(node, 200);
    Servers.loadSlowly(node, 20);
    // Connected before the load: a Redis that is loading rarely accepts new connections.
    Jedis observer = closeLater(node.redis().client());
    observer.ping();
    Jedis jedis = closeLater(node.redis().client());
    Thread reload = new Thread(() -> Servers.debug(jedis, "RELOAD"));
    reload.setDaemon(true);
    reload.start();
    Await.until("loading", LIMIT, () -> observer.info("persistence").contains("loading:1"));
  }
}
