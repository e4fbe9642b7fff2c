// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeFalse;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Redis comes back with an append-only file that it began before the warm-up. */
@EveryRedis
public class OldFileIT extends Scenario {
  private static final int KEYS = 3_000;

  private WatchedNode warmedOverOldKeys(int microsPerKeyOfARewrite) {
    cluster(
        c ->
            c.sendingAtOnce()
                .redisConfig(
                    (rack, server) -> server.config("appendonly", rack == 1 ? "yes" : "no")));
    Filler.strings(source().redis(), KEYS, 20);
    try (Jedis here = cold().redis().client()) {
      here.set("key:1", "an old value");
      here.set("old", "deleted long ago");
      here.configSet("rdb-key-save-delay", String.valueOf(microsPerKeyOfARewrite));
    }
    WatchedNode node = closeLater(WatchedNode.of(cold(), "force=true", "strategy=replication"));
    WarmupStatus end = node.awaitRun(1);
    assertEquals(end.toString(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    node.awaitStates("UP", "NORMAL");
    return node;
  }

  private void restarted() {
    cold().redis().kill();
    cold().redis().start();
  }

  @Test
  public void beforeItsRewriteHasEndedTheNodeIsWarmedAgain() {
    WatchedNode node = warmedOverOldKeys(20_000);
    // Valkey 9.1 keeps the received snapshot as the first part of its AOF
    String valkey = cold().redis().info("server", "valkey_version");
    assumeFalse("nothing to wait for", valkey != null && valkey.startsWith("9."));
    assertSays("The data is not on disk yet", node.warmup().status().warnings().toString());
    assertEquals("1", cold().redis().info("persistence", "aof_rewrite_in_progress"));

    restarted();

    assertWarmed(node.awaitRun(2));
    node.awaitStates("UP", "NORMAL");
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void afterItTheNodeGetsWhatItHasMissed() {
    WatchedNode node = warmedOverOldKeys(0);
    Await.until("on disk", LIMIT, () -> !node.state().contains("warm.not.on.disk=1"));
    String before = cold().redis().info("server", "run_id");

    restarted();

    String after = cold().redis().info("server", "run_id");
    Await.until("seen", LIMIT, () -> node.state().contains("warm.run_id=" + after));
    assertEquals(false, before.equals(after));
    assertWarmed(node.awaitRun(2));
    assertSame(cold(), source());
    assertServes(cold());
  }
}
