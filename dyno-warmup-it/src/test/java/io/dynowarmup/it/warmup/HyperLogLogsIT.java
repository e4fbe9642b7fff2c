// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * PFCOUNT stores the count that it returns in the value. Dynomite sends it to one rack only, so
 * equal HyperLogLogs differ in some bytes.
 */
@EveryRedis
public class HyperLogLogsIT extends Scenario {
  private static final int COUNTERS = 300;

  private static void fill(RackNode node) {
    try (Jedis jedis = node.redis().client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < COUNTERS; i++) {
        for (int j = 0; j <= i % 5; j++) {
          pipeline.pfadd("visitors:" + i, "visitor " + j * i);
        }
      }
    }
  }

  private static void count(RackNode node) {
    try (Jedis jedis = node.redis().client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < COUNTERS; i++) {
        pipeline.pfcount("visitors:" + i);
      }
    }
  }

  @Test
  public void oneThatWasCountedOnOneSideIsEqual() {
    cluster();
    fill(source());
    fill(cold());
    count(source());

    assertEquals(0, verified().differences());
    WarmupStatus end = warmup().set("strategy", "delta").set("force", true).byHand();

    assertWarmed(end);
    assertEquals(0, end.progress().keys().get().moved());
  }

  @Test
  public void oneThatHasAnotherVisitorDiffers() {
    cluster();
    fill(source());
    fill(cold());
    try (Jedis there = source().redis().client()) {
      there.pfadd("visitors:7", "one more");
    }
    count(cold());

    assertEquals(1, verified().differences());
  }
}
