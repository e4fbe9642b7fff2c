// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.AnyRedis;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A new data centre with two racks and the tokens of the old one. */
@AnyRedis
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
}
