// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.DocumentedUsers.DELTA_AND_VERIFICATION;
import static io.dynowarmup.it.warmup.DocumentedUsers.REPLICATION_ONLY;
import static io.dynowarmup.it.warmup.DocumentedUsers.assertNothingRefused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;

/**
 * The users that conf/redis.conf.md recommends are permitted everything that the page names as
 * their purpose.
 */
@EveryRedis
public class DocumentedUsersIT extends Scenario {
  private static final int ABOVE_EVERY_PIECE = 3_000;

  /** A moment in 2100: all nodes hold the same expiry, however slowly they are filled. */
  private static final long DISTANT_SECONDS = 4_102_444_800L;

  private DynomiteCluster cluster;

  /** Starts a cluster whose cold node holds most of the common data. */
  private void aNodeThatKeptMostOfIt(int racks) {
    cluster = cluster(c -> c.racks(racks));
    for (RackNode node : cluster.nodes()) {
      Filler.strings(node.redis(), 5_000, 50);
      Filler.types(node.redis(), 100);
      largeOnes(node.redis());
    }
    alter(cold().redis());
  }

  private static void largeOnes(RedisServer redis) {
    try (Jedis jedis = redis.client();
        Pipeline p = jedis.pipelined()) {
      for (int i = 0; i < ABOVE_EVERY_PIECE; i++) {
        StreamEntryID id = new StreamEntryID(i + 1L, 1);
        p.sadd("large:set", "member " + i);
        p.hset("large:hash", "field " + i, "value " + i);
        p.zadd("large:zset", i / 3.0, "member " + i);
        p.rpush("large:list", "element " + i);
        p.xadd("large:stream", Map.of("n", "" + i), new XAddParams().id(id));
        p.xadd("larger:stream", Map.of("n", "x".repeat(2_000)), new XAddParams().id(id));
      }
      p.set("large:string".getBytes(StandardCharsets.US_ASCII), new byte[3 * 1024 * 1024 + 17]);
      for (String stream : List.of("large:stream", "larger:stream", "stream:7")) {
        p.xgroupCreate(stream, "readers", new StreamEntryID(7, 1), false);
      }
      p.sendCommand(
          Command.XREADGROUP,
          "GROUP",
          "readers",
          "somebody",
          "COUNT",
          "70",
          "STREAMS",
          "large:stream",
          ">");
      p.expireAt("large:list", DISTANT_SECONDS);
      p.sync();
    }
  }

  /** Changes keys of all types, large and small. */
  private static void alter(RedisServer redis) {
    try (Jedis jedis = redis.client();
        Pipeline p = jedis.pipelined()) {
      p.set("key:1", "older");
      p.del("key:2", "stream:7", "large:set", "large:zset", "large:stream");
      p.hset("hash:4", "one more", "yes");
      p.sadd("set:4", "one more");
      p.lpush("list:5", "first");
      p.zincrby("zset:6", 1, "member 1");
      p.xadd("stream:6", Map.of("n", "more"), new XAddParams().id(new StreamEntryID(99, 1)));
      p.persist("expiring:8");
      p.set("expiring:9", "value 9", SetParams.setParams().ex(1_000));
      p.hset("large:hash", "one more", "yes");
      p.rpush("large:list", "one more");
      p.append("large:string", "more");
      p.xgroupDestroy("larger:stream", "readers");
      for (int i = 0; i < ABOVE_EVERY_PIECE; i++) {
        p.sadd("large:and:only:here", "member " + i);
      }
      p.set("only here", "goes away");
      p.sync();
      jedis.select(5);
      jedis.set("elsewhere", "goes away, too");
    }
  }

  private WarmedNode warmupAs(DocumentedUsers there, DocumentedUsers here) {
    for (RackNode node : cluster.nodes()) {
      there.createOn(node);
    }
    here.createOn(cold());
    return warmup()
        .set("redis.username", "warmup-local")
        .set("redis.password", DocumentedUsers.PASSWORD)
        .set("peer.redis.username", "warmup")
        .set("peer.redis.password", DocumentedUsers.PASSWORD);
  }

  private static VerifyReport verify(WarmedNode node, String mode) {
    node.engine().verify(mode);
    Await.until(
        () -> "the end of " + node.engine().verification(),
        LIMIT.multipliedBy(3),
        () -> node.engine().verification().state() != State.RUNNING);
    VerifyReport report = node.engine().verification();
    assertEquals(report.text(), State.DONE, report.state());
    return report;
  }

  private void assertEqualWithNothingRefused() {
    for (RackNode node : cluster.nodes()) {
      assertNothingRefused(node);
    }
    assertSame(cold(), source());
  }

  /** Asserts that expiries, stream groups and other databases are right too. */
  private void assertNothingIsAltered() {
    try (Jedis here = cold().redis().client()) {
      assertTrue("an expiry", here.pttl("expiring:8") > 0);
      assertTrue("that of a large one", here.pttl("large:list") > 0);
      for (String stream : List.of("large:stream", "larger:stream", "stream:7")) {
        assertEquals("groups of " + stream, 1, here.xinfoGroups(stream).size());
      }
      assertEquals("pending", 70, here.xpending("large:stream", "readers").getTotal());
      here.select(5);
      assertNull("what only this node had", here.get("elsewhere"));
    }
  }

  @Test
  public void aDeltaOfAllTypesAndOfLargeKeys() {
    aNodeThatKeptMostOfIt(2);

    WarmupStatus end = warmupAs(DELTA_AND_VERIFICATION, DELTA_AND_VERIFICATION).atStartup();

    assertWarmed(end);
    assertSays("delta (auto: ", end.strategy().get());
    assertEqualWithNothingRefused();
    assertNothingIsAltered();
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void everyVerificationAndARepair() {
    aNodeThatKeptMostOfIt(3);
    WarmedNode node =
        warmupAs(DELTA_AND_VERIFICATION, DELTA_AND_VERIFICATION)
            .set("verify.repair.deletes", true)
            .set("verify.sample.keys", 100);

    VerifyReport full = verify(node, "full");
    verify(node, "sample");
    VerifyReport repaired = verify(node, "repair");

    assertTrue(full.text(), full.differences() > 0);
    assertEquals(repaired.text(), 0, repaired.differences());
    assertEqualWithNothingRefused();
    assertNothingIsAltered();
  }

  /** A replication also fills an empty node, and nothing is refused. */
  @Test
  public void aReplication() {
    cluster = cluster(c -> c.racks(2));
    Filler.types(source().redis(), 100);

    assertWarmed(warmupAs(REPLICATION_ONLY, REPLICATION_ONLY).atStartup());

    assertEqualWithNothingRefused();
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  private ReconcileReport underWrites(DocumentedUsers users) {
    cluster = cluster(c -> c.racks(2).withLinks());
    cluster.link(1, 0).redis().delay(50);
    Filler.strings(source().redis(), 500, 50);
    WriteLoad load =
        closeLater(
            WriteLoad.start(
                source().dynomite().client(), new RandomCommands("r:", 600, 5, 0), 200));
    Await.until("writes flow", LIMIT, () -> load.acked() > 200);

    WarmupStatus end =
        warmupAs(users, users)
            .set("force", true)
            .set("strategy", "replication")
            .set("reconcile.msec", 40_000)
            .byHand();

    load.stop();
    assertWarmed(end);
    return end.handOver().reconciled().orElseThrow();
  }

  @Test
  public void aReplicationUnderWritesIsReconciled() {
    ReconcileReport report = underWrites(DELTA_AND_VERIFICATION);

    assertEquals(report.toString(), 0, report.keysInDoubt().orElse(-1));
    assertEqualWithNothingRefused();
  }

  @Test
  public void usersThatMayOnlyReplicateReconcileNothing() {
    ReconcileReport report = underWrites(REPLICATION_ONLY);

    assertSays("Redis ", report.note());
    assertSays("does not permit EVALSHA", report.note());
  }

  @Test
  public void aSourceWhoseUserMayOnlyReplicateIsReplicated() {
    aNodeThatKeptMostOfIt(2);

    WarmupStatus end = warmupAs(REPLICATION_ONLY, DELTA_AND_VERIFICATION).atStartup();

    assertReplicated("does not permit EVALSHA to user 'warmup'", end);
  }

  @Test
  public void aNodeWhoseOwnUserMayOnlyReplicateReplicates() {
    aNodeThatKeptMostOfIt(2);

    WarmupStatus end = warmupAs(DELTA_AND_VERIFICATION, REPLICATION_ONLY).atStartup();

    assertReplicated("does not permit EVALSHA to user 'warmup-local'", end);
  }

  private void assertReplicated(String why, WarmupStatus end) {
    assertWarmed(end);
    assertSays("replication (auto: delta cannot work here: ", end.strategy().get());
    assertSays(why, end.strategy().get());
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }
}
