// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.Checks.verdict;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.Slowlog;

/** The limits of what a warm-up does to its source, on real servers. */
public class SourceLimitsIT extends Scenario {
  private static final long NARROW = 400_000;
  // 100 KB each time: many times the bandwidth of the link.
  private static final long OVERWRITE_NANOS = 2_000_000;

  /**
   * The replica receives the snapshot, but the writes that arrive meanwhile overflow the source's
   * output buffer.
   */
  @Test
  public void aSourceThatKeepsKickingItsReplicaIsAskedForNoMoreThanTheAllowedSyncs() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    Filler.strings(cold().redis(), "own", 7, 10);
    // Redis disconnects a replica as soon as its output buffer exceeds 1 MB.
    Servers.config(source(), "client-output-buffer-limit", "replica 1000000 1000000 0");
    Servers.config(source(), "repl-backlog-size", "16384");
    Servers.config(source(), "repl-diskless-sync", "no");
    cluster.link(1, 0).redis().bandwidth(NARROW);
    long before = number(source(), "sync_full");
    WarmedNode warmup = warmup().set("source.max.syncs", 2).set("force", true);
    warmup.engine().start(WarmupRequest.atStartup());
    overwriteWhileRunning(warmup);

    WarmupStatus end = warmup.end();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("source.max.syncs", end.reason());
    assertSays("client-output-buffer-limit", end.reason());
    long syncs = number(source(), "sync_full") - before;
    assertTrue("full syncs: " + syncs, syncs >= 2 && syncs <= 3);
    assertServes(cold());
  }

  private void overwriteWhileRunning(WarmedNode warmup) {
    String value = String.join("", Collections.nCopies(10_000, "0123456789"));
    try (Jedis jedis = source().redis().client()) {
      for (int i = 0; warmup.engine().status().running(); i++) {
        jedis.set("more:" + i % 20, value);
        Clock.pass(OVERWRITE_NANOS);
      }
    }
  }

  /**
   * The run drops the source at the first poll that shows the failure. A Redis whose link breaks
   * asks again at once by itself. Then the other source serves.
   */
  @Test
  public void aSourceWhoseSnapshotFailsIsDroppedAtTheFirstProbe() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    RackNode broken = source();
    RackNode healthy = cluster.node(2);
    fill(broken);
    Filler.strings(cold().redis(), "own", 7, 10);
    Servers.config(broken, "repl-diskless-sync", "no");
    // Makes the save fail: a directory has the name of the dump.
    Path inTheWay = broken.redis().dir().resolve("dump.rdb");
    Files.deleteIfExists(inTheWay);
    Files.createDirectory(inTheWay);
    Files.createFile(inTheWay.resolve("file"));

    WarmupStatus end = warmup().set("force", true).set("source", broken.rack()).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("rdb_last_bgsave_status is err", end.reason());
    long syncs = number(broken, "sync_full");
    assertTrue("full syncs: " + syncs, syncs >= 1 && syncs <= 3);
    assertServes(cold());
    fill(healthy);
    WarmupStatus other = warmup().set("force", true).atStartup();
    assertWarmed(other);
    assertSource(healthy, other);
    assertSays("its last BGSAVE failed", verdict(other, broken));
    assertEquals("full syncs", syncs, number(broken, "sync_full"));
  }

  @Test
  public void aSourceThatBeginsToEvictIsLetGoAndTheOtherOneServes() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    RackNode first = cluster.node(0);
    RackNode second = cluster.node(2);
    Servers.fillForSlowLoad(first, 20);
    Servers.fillForSlowLoad(second, 20);
    cluster.link(1, 0).redis().bandwidth(NARROW);
    cluster.link(1, 2).redis().bandwidth(NARROW);
    WarmedNode warmup = warmup();
    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.TRANSFER);
    String rack = warmup.engine().status().source().map(Peer::rack).orElse("");
    RackNode chosen = first.rack().equals(rack) ? first : second;
    RackNode other = chosen == first ? second : first;
    Await.until("a sync", LIMIT, () -> number(chosen, "sync_full") == 1);
    Servers.config(chosen, "maxmemory-policy", "allkeys-random");
    Servers.config(chosen, "maxmemory", "3000000");
    Filler.strings(chosen.redis(), "more", 10, 10);
    Await.until(
        "the other one",
        LIMIT,
        () -> !warmup.engine().status().source().map(Peer::rack).orElse("").equals(rack));
    cluster.link(1, 0).redis().bandwidth(0);
    cluster.link(1, 2).redis().bandwidth(0);

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertSource(other, end);
    assertSays("has begun to evict keys", verdict(end, chosen));
    assertSame(cold(), other);
    assertEquals("none is left", 0, number(chosen, "connected_slaves"));
  }

  @Test
  public void aSourceWithAsManyReplicasAsAllowedIsNotAskedForOneMore() {
    cluster(c -> c.racks(3));
    RackNode busy = source();
    fill(busy);
    Servers.replicate(closeLater(RedisServer.start(redis)), busy);
    Servers.replicate(closeLater(RedisServer.start(redis)), busy);
    long before = number(busy, "sync_full");

    WarmupStatus end =
        warmup().set("source.max.replicas", 2).set("source", busy.rack()).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("already serves 2 replicas", end.reason());
    assertEquals("full syncs", before, number(busy, "sync_full"));
    assertServes(cold());
  }

  @Test
  public void anEmptySourceDoesNotEmptyThisNode() {
    cluster();
    Filler.strings(cold().redis(), "own", 7, 10);

    WarmupStatus end = warmup().set("force", true).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("is empty, while this node has 7 keys, which would be lost", end.reason());
    assertEquals(7, cold().redis().keys());
    assertServes(cold());
  }

  @Test
  public void aMuchSmallerSourceIsTakenWithForceOnly() {
    cluster();
    Filler.strings(source().redis(), 40, 10);
    Filler.strings(cold().redis(), 100, 10);
    WarmedNode warmup = warmup();

    WarmupStatus end = warmup.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("has 40 keys, fewer than half of the 100 of this node; force=true", end.reason());
    assertEquals(100, cold().redis().keys());
    assertServes(cold());
    assertWarmed(warmup.set("force", true).atStartup());
    assertSame(cold(), source());
  }

  /** The source itself counts the commands in its slow log, at the shortest poll interval. */
  @Test
  public void theSourceIsAskedNoMoreOftenThanItsLimitInASecond() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(2_000_000);
    Servers.config(source(), "slowlog-max-len", "100000");
    Servers.config(source(), "slowlog-log-slower-than", "0");

    WarmupStatus end = warmup().set("poll.msec", 10).set("source.max.commands", 50).atStartup();

    Servers.config(source(), "slowlog-log-slower-than", "-1");
    assertWarmed(end);
    Map<Long, Integer> asked = askedEachSecond();
    assertTrue(asked.toString(), asked.size() >= 2);
    asked.forEach((second, times) -> assertTrue(asked.toString(), times <= 50));
  }

  /**
   * Returns the number of commands in each second: all commands of connections that send INFO, and
   * SCAN and RANDOMKEY of any connection.
   */
  private Map<Long, Integer> askedEachSecond() {
    Map<Long, Integer> asked = new HashMap<>();
    try (Jedis jedis = source().redis().client()) {
      List<Slowlog> all = jedis.slowlogGet(100_000);
      Set<String> warmups = new HashSet<>();
      for (Slowlog line : all) {
        if (line.getArgs().get(0).equalsIgnoreCase("INFO")) {
          warmups.add(line.getClientIpPort().toString());
        }
      }
      for (Slowlog line : all) {
        if (warmups.contains(line.getClientIpPort().toString())
            || Set.of("SCAN", "RANDOMKEY").contains(line.getArgs().get(0).toUpperCase())) {
          asked.merge(line.getTimeStamp(), 1, Integer::sum);
        }
      }
    }
    return asked;
  }

  private static void fill(RackNode... nodes) {
    for (RackNode node : nodes) {
      Filler.strings(node.redis(), 2_000, 100);
    }
  }

  private static long number(RackNode node, String field) {
    String section = field.equals("connected_slaves") ? "replication" : "stats";
    return Long.parseLong(node.redis().info(section, field));
  }
}
