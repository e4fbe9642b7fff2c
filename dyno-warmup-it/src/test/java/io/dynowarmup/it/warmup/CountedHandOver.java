// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/**
 * A warm-up from a source some milliseconds away, while counters are incremented.
 *
 * @param excess by how much the counters of the cold node exceed the source's afterwards
 */
record CountedHandOver(WarmupStatus end, long excess) {
  static final int COUNTERS = 100;
  static final int DELAY = Integer.getInteger("reconcile.delay", 20);

  /**
   * Warms a node.
   *
   * @param keys how many other keys the source holds
   * @param rate increments per second
   */
  static CountedHandOver with(RedisBinary redis, int keys, int rate, String setting, int value) {
    try (DynomiteCluster cluster =
        DynomiteCluster.builder().racks(2).redis(redis).withLinks().build().start()) {
      RackNode source = cluster.node(0);
      RackNode cold = cluster.node(1);
      cluster.link(1, 0).redis().delay(DELAY);
      Filler.strings(source.redis(), keys, 100);
      WriteLoad load =
          WriteLoad.start(source.dynomite().client(), Workload.counters("c:", COUNTERS), rate);
      Await.until("writes flow", Scenario.LIMIT, () -> load.acked() > rate / 2);
      try (WarmedNode node = WarmedNode.of(cold)) {
        WarmupStatus end =
            node.set("force", true)
                .set("strategy", "replication")
                .set("reconcile.msec", 0)
                .set(setting, value)
                .byHand();
        long at = load.acked();
        Await.until("writes after the warm-up", Scenario.LIMIT, () -> load.acked() > at + rate / 2);
        LoadReport report = load.stop();
        assertWarmed(end);
        assertEquals(report.toString(), report.sent(), report.acked());
        assertEquals("0", source.redis().info("replication", "connected_slaves"));
        return new CountedHandOver(end, excess(source, cold));
      }
    }
  }

  /**
   * Returns how much more the cold node counted than the source. No counter may be below the
   * source's.
   */
  private static long excess(RackNode source, RackNode cold) {
    try (Jedis there = source.redis().client();
        Jedis here = cold.redis().client()) {
      String[] keys = IntStream.range(0, COUNTERS).mapToObj(i -> "c:" + i).toArray(String[]::new);
      Await.until(
          () -> "what is on its way: " + here.mget(keys) + " of " + there.mget(keys),
          Scenario.LIMIT,
          () -> least(there.mget(keys), here.mget(keys)) >= 0);
      return IntStream.range(0, COUNTERS)
          .mapToLong(i -> Long.parseLong(here.get(keys[i])) - Long.parseLong(there.get(keys[i])))
          .sum();
    }
  }

  private static long least(List<String> there, List<String> here) {
    return IntStream.range(0, COUNTERS)
        .mapToLong(i -> Long.parseLong(here.get(i)) - Long.parseLong(there.get(i)))
        .min()
        .orElseThrow();
  }
}
