// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamPendingSummary;

/** A node that comes back with old data receives only what differs. */
public class DeltaIT extends Scenario {
  private static final int ABOVE_EVERY_PIECE = 3_000;

  private WarmedNode delta() {
    return warmup().set("strategy", "delta").set("force", true);
  }

  private void assertSame() {
    KeyDifference difference = KeyComparer.compare(cold().redis(), source().redis());
    assertTrue(difference.toString(), difference.isNone());
  }

  private static void large(RedisServer redis, boolean backwards) {
    try (Jedis jedis = redis.client()) {
      for (int i = 0; i < ABOVE_EVERY_PIECE; i++) {
        int n = backwards ? ABOVE_EVERY_PIECE - 1 - i : i;
        jedis.sadd("large:set", "member " + n);
        jedis.hset("large:hash", "field " + n, "value " + n);
        jedis.zadd("large:zset", n / 3.0, "member " + n);
      }
    }
  }

  private static void largeInOrder(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      for (int i = 0; i < ABOVE_EVERY_PIECE; i++) {
        jedis.rpush("large:list", "element " + i);
        jedis.xadd(
            "large:stream",
            Map.of("n", String.valueOf(i)),
            XAddParams.xAddParams().id(new StreamEntryID(i + 1L, 1)));
      }
      jedis.xgroupCreate("large:stream", "readers", new StreamEntryID(7, 1), false);
      jedis.sendCommand(
          Command.XREADGROUP,
          "GROUP",
          "readers",
          "somebody",
          "COUNT",
          "70",
          "STREAMS",
          "large:stream",
          ">");
      for (int i = 0; i < ABOVE_EVERY_PIECE; i++) {
        jedis.xadd(
            "larger:stream",
            Map.of("n", String.valueOf(i), "text", "x".repeat(2_000)),
            XAddParams.xAddParams().id(new StreamEntryID(i + 1L, 1)));
      }
      jedis.set("large:string".getBytes(StandardCharsets.US_ASCII), new byte[3 * 1024 * 1024 + 17]);
      jedis.pexpire("large:list", 86_400_000);
    }
  }

  @Test
  public void whatDiffersIsFetchedAndTheRestStays() {
    cluster();
    for (RedisServer redis : new RedisServer[] {source().redis(), cold().redis()}) {
      Filler.strings(redis, 20_000, 50);
      Filler.types(redis, 100);
    }
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      there.set("key:1", "newer");
      there.del("key:2", "hash:3");
      there.sadd("set:4", "one more");
      there.lpush("list:5", "first");
      there.zincrby("zset:6", 1, "member 1");
      there.del("string:7");
      there.rpush("string:7", "another type");
      there.persist("expiring:8");
      there.set("expiring:9", "value 9", SetParams.setParams().ex(1_000));
      there.set(new byte[] {0, -1, 13, 10}, new byte[] {-128, 0});
      there.select(5);
      there.set("elsewhere", "too");
      here.set("only here", "goes away");
      here.select(6);
      here.set("and this", "too");
    }

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    assertEquals("delta", end.strategy().get());
    assertSays("9 moved, 4 removed", end.progress().note());
    assertSame();
  }

  @Test
  public void nothingIsMovedBetweenEqualOnesThatWereBuiltInAnotherOrder() {
    cluster();
    large(source().redis(), false);
    large(cold().redis(), true);

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    assertSays("3 keys compared, 0 moved, 0 removed", end.progress().note());
  }

  @Test
  public void largeKeysComeInPieces() {
    cluster();
    large(source().redis(), false);
    largeInOrder(source().redis());
    try (Jedis here = cold().redis().client()) {
      here.sadd("large:set", "another");
      here.rpush("large:list", "another");
    }
    large(cold().redis(), true);

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    assertSame();
    try (Jedis here = cold().redis().client()) {
      assertEquals("the reading group", 1, here.xinfoGroups("large:stream").size());
      StreamPendingSummary pending = here.xpending("large:stream", "readers");
      assertEquals("what it has pending", 70, pending.getTotal());
      assertEquals(Map.of("somebody", 70L), pending.getConsumerMessageCount());
      assertTrue("an expiry", here.pttl("large:list") > 80_000_000);
      assertEquals("our record", Set.of("__dyno_warmup:node"), here.keys("__dyno_warmup*"));
    }
  }

  @Test
  public void anEmptyNodeGetsEverything() {
    cluster();
    Filler.types(source().redis(), 200);
    Filler.strings(source().redis(), 10_000, 100);

    assertWarmed(delta().byHand());

    assertSame();
  }

  @Test
  public void underLoadNoNewerValueIsOverwritten() {
    cluster(c -> c.racks(3).withLinks());
    for (RedisServer redis : new RedisServer[] {source().redis(), cold().redis()}) {
      Filler.strings(redis, 8_000, 50);
    }
    // These keys were written while this node was away.
    Filler.strings(source().redis(), "w", 4_000, 30);
    WriteLoad load = load(Workload.versions("v:", 2_500, 20), 1_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 1_000);
    load.stop();
    Await.until(
        () -> KeyComparer.compare(cold().redis(), source().redis()).toString(),
        LIMIT,
        () -> KeyComparer.compare(cold().redis(), source().redis()).isNone());
  }

  /**
   * The writes enter through a third rack whose path to the source is longer than its path to this
   * node.
   */
  @Test
  public void writesThatReachUsBeforeTheSourceAreNotUndone() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    cluster.awaitPeersConnected();
    cluster.link(2, 0).peer().delay(100);
    for (RedisServer redis : new RedisServer[] {source().redis(), cold().redis()}) {
      Filler.strings(redis, 5_000, 50);
    }
    Filler.strings(source().redis(), "w", 3_000, 30);
    // Each key is written several times per second, so many writes have reached only one side when
    // the keys are compared.
    WriteLoad load =
        closeLater(
            WriteLoad.start(
                cluster.node(2).dynomite().client(), Workload.versions("w:", 300, 20), 1_000));
    Await.until("writes flow", LIMIT, () -> load.acked() > 500);

    WarmupStatus end = delta().set("source", source().rack()).byHand();

    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 500);
    load.stop();
    assertWarmed(end);
    for (RedisServer redis : new RedisServer[] {source().redis(), cold().redis()}) {
      Await.until(() -> load.check(redis).toString(), LIMIT, () -> load.check(redis).lost() == 0);
    }
    assertSame();
  }

  @Test
  public void aHotKeyThatNeverRestsIsTakenInTheHandOver() {
    cluster();
    try (Jedis there = source().redis().client()) {
      there.hset("v:0", "never written again", "and only at the source");
    }
    WriteLoad load = load(new HotHash("v:0"), 500);
    Await.until("writes flow", LIMIT, () -> load.acked() > 200);

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    load.stop();
    assertTrue(end.handOver().writesOnlyMillis().orElse(-1) > 0);
    Await.until(
        () -> KeyComparer.compare(cold().redis(), source().redis()).toString(),
        LIMIT,
        () -> KeyComparer.compare(cold().redis(), source().redis()).isNone());
  }

  @Test
  public void aBudgetThatIsSpentLeavesWhatHasArrived() {
    cluster();
    Filler.strings(source().redis(), 20_000, 50);

    Duration budget = Duration.ofSeconds(30);
    WarmedNode[] node = new WarmedNode[1];
    Strike spent =
        Strike.when((call, status) -> cold().redis().keys() > 200, () -> node[0].leap(budget));
    node[0] = closeLater(spent.beside(cold()));

    WarmupStatus end =
        node[0]
            .set("strategy", "delta")
            .set("force", true)
            .set("delta.keys.per.second", 1_000)
            .set("msec.bootstraptime", budget.toMillis())
            .byHand();

    assertEquals(end.reason(), WarmupOutcome.PARTIAL, end.outcome().orElse(null));
    assertSays("before all keys were compared", end.reason());
    assertTrue(end.reason(), end.keys().getAsLong() > 100);
    assertEquals("NORMAL", end.dynomiteState().get());
  }

  @Test
  public void itIsAborted() {
    cluster();
    Filler.strings(source().redis(), 20_000, 50);
    WarmedNode node = delta().set("delta.keys.per.second", 100);
    node.engine().start(WarmupRequest.manual());
    node.awaitPhase(WarmupPhase.TRANSFER);
    node.engine().abort("enough");

    WarmupStatus end = node.end();

    assertEquals(end.reason(), WarmupOutcome.ABORTED, end.outcome().orElse(null));
    assertEquals("NORMAL", end.dynomiteState().get());
  }
}
