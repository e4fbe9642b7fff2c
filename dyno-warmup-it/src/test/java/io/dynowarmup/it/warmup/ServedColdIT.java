// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import java.util.Arrays;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A run at start-up failed, and the node serves without a warm-up. */
public class ServedColdIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final int TAKEN = 20;

  /** Writes new keys, and appends to keys whose beginning only the source has. */
  private void take() {
    try (Jedis client =
        new Jedis(
            cold().dynomite().client().getHostString(), cold().dynomite().client().getPort())) {
      for (int i = 0; i < TAKEN; i++) {
        client.set("taken:" + i, "here");
        client.append("key:" + i, "a fragment");
      }
    }
  }

  private WarmupStatus retried(String... settings) {
    cluster();
    source().redis().kill();
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "retry.pause.msec=2000";
    WatchedNode node = closeLater(WatchedNode.of(cold(), all));
    assertEquals("FAILED", node.awaitRun(1).outcome().get().name());
    assertTrue(node.warmup().status().coldAndServing());
    take();
    source().redis().start();
    Filler.strings(source().redis(), KEYS, 20);
    return node.awaitWarmedAfter(1);
  }

  private void assertAllHere() {
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      for (int i = 0; i < TAKEN; i++) {
        assertEquals("here", here.get("taken:" + i));
      }
      for (int i = 0; i < KEYS; i++) {
        assertNotNull(there.get("key:" + i));
        assertEquals(there.get("key:" + i), here.get("key:" + i));
      }
    }
    assertServes(cold());
  }

  @Test
  public void theRetryWarmsItAndKeepsWhatItTook() {
    WarmupStatus end = retried();

    assertWarmed(end);
    assertFalse(end.coldAndServing());
    assertSays("delta", end.strategy().get());
    assertAllHere();
  }

  @Test
  public void theSettingReplicationDropsNothing() {
    WarmupStatus end = retried("strategy=replication");

    assertWarmed(end);
    assertFalse(end.coldAndServing());
    assertSays("delta", end.strategy().get());
    assertAllHere();
  }
}
