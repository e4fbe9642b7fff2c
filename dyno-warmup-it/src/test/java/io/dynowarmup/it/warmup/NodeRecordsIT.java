// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** What a node records about its copy decides what its peers take from it. */
public class NodeRecordsIT extends Scenario {
  private static final String RECORD = "__dyno_warmup:node";
  private static final int KEYS = 2_000;

  private static String record(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      return String.valueOf(jedis.get(RECORD));
    }
  }

  private static void awaitUptime(RackNode node, int seconds) {
    Await.until(
        "an uptime of " + seconds + " s",
        LIMIT,
        () -> Integer.parseInt(node.redis().info("server", "uptime_in_seconds")) > seconds);
  }

  /** Leaves what a delta has recorded that was killed an hour ago, when some keys were here. */
  private WarmedNode killedAnHourAgo() {
    WarmedNode node = warmup().set("cold.uptime.sec", 1);
    StateFile state = StateFile.open(node.directory().resolve("state"));
    Endpoint from = new Endpoint("127.0.0.1", source().redis().port());
    Moment then = new Moment(System.currentTimeMillis() - 3_600_000, 0);
    String runId = cold().redis().info("server", "run_id");
    state.source(from, SourcePin.of("", RedisInfo.parse("")), runId, then, true);
    state.phase(WarmupPhase.TRANSFER, then);
    try (Jedis jedis = cold().redis().client()) {
      jedis.set(
          RECORD,
          "v=1 state=COLD node=dc/rack2 run_id="
              + runId
              + " since=1 way=delta from="
              + from
              + " owner="
              + state.owner()
              + " run=begun");
    }
    return node;
  }

  @Test
  public void theHalfCopyOfAKilledRunIsNotRecordedAsWarm() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    Filler.strings(cold().redis(), KEYS / 3, 20);
    WarmedNode node = killedAnHourAgo();
    awaitUptime(cold(), 2);
    String syncs = source().redis().info("stats", "sync_full");

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertSays("the node has served since a run from", end.warnings().toString());
    assertEquals("full syncs", syncs, source().redis().info("stats", "sync_full"));
    assertSame(cold(), source());
    assertServes(cold());
    assertSays("state=WARM ", record(cold()));
  }

  private static void fill(RackNode node, int count, String value) {
    try (Jedis jedis = node.redis().client()) {
      for (int i = 0; i < count; i++) {
        jedis.set("key:" + i, value);
      }
    }
  }

  private static void assertHolds(RackNode node, int count, String value) {
    try (Jedis jedis = node.redis().client()) {
      for (int i = 0; i < count; i++) {
        assertEquals("key:" + i + " at " + node, value, jedis.get("key:" + i));
      }
    }
  }

  /** Saves what the node holds now; only this comes back. */
  private static void save(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.save();
    }
  }

  private DynomiteCluster clusterWithAnAppendOnlyFile(int racks, int inRack) {
    return cluster(
        b ->
            b.racks(racks)
                .redisConfig(
                    (rack, r) ->
                        r.config("appendonly", rack == inRack ? "yes" : "no")
                            .config("appendfsync", "always")));
  }

  /** The newer copy comes back when the old one has been up for long. */
  @Test
  public void anOldCopyThatNoRunCouldCompareOverwritesNothing() {
    clusterWithAnAppendOnlyFile(2, 0);
    fill(source(), KEYS, "new");
    fill(cold(), KEYS - 100, "old");
    save(cold());
    source().redis().kill();
    cold().redis().kill();
    cold().redis().start();

    WarmupStatus failed = warmup(cold()).atStartup();

    assertEquals(failed.reason(), WarmupOutcome.FAILED, failed.outcome().get());
    assertSays("doubt=RESTARTED", record(cold()));
    awaitUptime(cold(), 2);
    source().redis().start();

    WarmupStatus end = warmup(source()).set("cold.uptime.sec", 1).byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_AUTHORITY, end);
    assertSays("was restarted with the data of its own disk", end.reason());
    assertHolds(source(), KEYS, "new");
  }

  private static void restart(RackNode node) {
    node.redis().kill();
    node.redis().start();
  }

  private static void kill(RackNode node) {
    node.dynomite().kill();
    node.redis().kill();
  }

  private static void start(RackNode node) {
    node.redis().start();
    node.dynomite().start();
  }

  /** A power failure: the old copy is up first, then the empty node, then the newest copy. */
  @Test
  public void anOldCopyDoesNotBecomeRightByWayOfAnEmptyNode() {
    RackNode newest = clusterWithAnAppendOnlyFile(3, 2).node(2);
    fill(newest, KEYS, "new");
    kill(newest);
    fill(source(), KEYS - 100, "old");
    save(source());
    restart(source());

    assertWarmed(warmup(cold()).atStartup());

    assertSays("state=WARM ", record(cold()));
    assertSays("doubt=UNCONFIRMED", record(cold()));
    start(newest);

    WarmupStatus end = warmup(newest).byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_AUTHORITY, end);
    assertSays("was warmed a short time ago by copies that were restarted", end.reason());
    assertHolds(newest, KEYS, "new");
  }

  /** The rack is replaced by an empty one in the end. */
  @Test
  public void equalCopiesBesideADeadRackConfirmEachOther() {
    RackNode dead = cluster(b -> b.racks(3)).node(2);
    kill(dead);
    for (RackNode node : new RackNode[] {source(), cold()}) {
      fill(node, KEYS, "value");
      save(node);
      restart(node);
    }

    assertWarmed(warmup(source()).atStartup());
    assertSays("doubt=UNCONFIRMED", record(source()));
    assertWarmed(warmup(cold()).atStartup());
    assertSays("doubt=UNCONFIRMED", record(cold()));
    start(dead);

    assertWarmed(warmup(dead).atStartup());

    assertHolds(dead, KEYS, "value");
    assertFalse(record(dead), record(dead).contains("UNCONFIRMED"));
  }

  private static void large(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.set("large", "x".repeat(3_000_000));
    }
  }

  /** One rack after the other is restarted, and one value does not fit into the second one. */
  @Test
  public void aCopyThatLacksOneValueDecidesAboutTheOthersAndRemovesNone() {
    RackNode third =
        cluster(
                b ->
                    b.racks(3)
                        .redisConfig(
                            (rack, r) ->
                                r.config("proto-max-bulk-len", rack == 1 ? "1mb" : "512mb")))
            .node(2);
    fill(source(), KEYS, "new");
    large(source());
    fill(cold(), KEYS - 100, "new");
    fill(third, KEYS, "old");
    large(third);
    save(third);
    restart(third);

    WarmupStatus end = warmup().set("strategy", "delta").set("source", "rack1").byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("state=COLD ", record(cold()));
    assertSays("doubt=INCOMPLETE", record(cold()));
    assertFalse(end.coldAndServing());
    kill(source());

    end = warmup(third).byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("had to leave out data when it was warmed", end.reason());
    assertHolds(third, KEYS, "new");
    try (Jedis jedis = third.redis().client()) {
      assertEquals(3_000_000, jedis.strlen("large"));
    }
  }
}
