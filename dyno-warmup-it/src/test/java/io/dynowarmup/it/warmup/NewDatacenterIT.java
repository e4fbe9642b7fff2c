// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A new data centre with two racks and the tokens of the old one. */
public class NewDatacenterIT extends Scenario {
  @Test
  public void aPeerThatIsAsNewIsNoSource() {
    DynomiteCluster cluster = cluster(c -> c.racks(1).remoteRacks(2));
    new RingChange(this, cluster).fill().empty();
    RackNode old = cluster.node(0);
    RackNode first = cluster.node(1);
    RackNode second = cluster.node(2);
    try (Jedis jedis = second.redis().client()) {
      for (int i = 0; i < 20; i++) {
        jedis.set("key:" + i, "value " + i);
      }
    }

    WarmupStatus end = warmup(first).set("remote.datacenters", true).atStartup();

    assertWarmed(end);
    assertEquals(old.rack(), end.source().get().rack());
    assertSame(first, old);

    end = warmup(second).set("remote.datacenters", true).set("force", true).atStartup();

    assertWarmed(end);
    assertEquals("the near one, which is warm", first.rack(), end.source().get().rack());
    assertSame(second, old);
  }

  /** The new peer does not have the keys that only this node has either, which says nothing. */
  @Test
  public void norDoesItVouchForARemoval() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.racks(1).remoteRacks(2));
    RackNode old = cluster.node(0);
    RackNode first = cluster.node(1);
    Filler.strings(old.redis(), 2_000, 20);
    Filler.strings(first.redis(), 2_000, 20);
    Filler.strings(first.redis(), "only:here", 1_500, 20);
    // Enough to be asked, and clearly fewer than the old one has.
    Filler.strings(cluster.node(2).redis(), 1_780, 20);
    WarmedNode node =
        warmup(first).set("remote.datacenters", true).set("strategy", "delta").set("force", false);

    String preflight = node.engine().preflight(WarmupRequest.manual()).text();
    WarmupStatus end = node.byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertEquals(old.rack(), end.source().get().rack());
    assertSays("they stay here", preflight.replaceAll("\\s+", " "));
    try (Jedis here = first.redis().client()) {
      assertEquals(1_500, here.keys("only:here:*").size());
    }
  }
}
