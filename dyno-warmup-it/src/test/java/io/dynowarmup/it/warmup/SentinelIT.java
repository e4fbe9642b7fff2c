// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * A Sentinel that monitors the source learns the node as its replica and makes it a replica again.
 */
public class SentinelIT extends Scenario {
  private static final Duration SENTINEL_LIMIT = Duration.ofSeconds(60);
  private static final String USER = "watcher";

  @Test
  public void theWatchSaysThatASentinelHasMadeTheNodeAReplicaAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    // Until the run has ended, the Sentinel may not make the node a replica.
    acl(source(), "on", ">" + USER, "~*", "&*", "+@all");
    acl(cold(), "on", ">" + USER, "~*", "&*", "+@all", "-slaveof");
    Sentinel sentinel = closeLater(Sentinel.watchingAs(USER, redis, source().redis()));
    Await.until(
        () -> "the Sentinel at the source: " + sentinel.log(), LIMIT, this::sentinelIsAtTheSource);
    String preflight =
        warmup().set("force", true).engine().preflight(WarmupRequest.manual()).misset().toString();
    assertSays("Sentinels watch the source", preflight);

    makeItLearnTheNode();
    WatchedNode node = closeLater(WatchedNode.of(cold(), "force=true", "strategy=replication"));
    WarmupStatus end = node.awaitRun(1);
    assertEquals(end.toString(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertSays("Sentinels watch the source", end.warnings().toString());
    assertSays("SENTINEL RESET", end.warnings().toString());
    acl(cold(), "+slaveof");

    Await.until(
        () -> "a replica again: " + node.warmup().processes() + sentinel.log(),
        SENTINEL_LIMIT,
        () -> node.redis().state().equals("REPLICA"));
    String said = node.redis().text();
    assertSays("it is a replica of " + source().host() + ":" + source().redis().port(), said);
    assertSays("a Sentinel is connected: sentinel-", said);
    assertSays("SENTINEL RESET <master> on each Sentinel, then SLAVEOF NO ONE", said);
    Await.until("a moment in which the watch does not probe", LIMIT, () -> starts(node));
    WarmupStatus foreign = node.awaitRun(2);
    assertEnded(WarmupOutcome.SKIPPED, Reason.FOREIGN_REPLICA, foreign);
    assertSays("SENTINEL RESET", foreign.reason());

    // These are the steps of the runbook.
    Await.until("masters only", LIMIT, () -> detachedAndForgottenBy(sentinel));
    node.awaitStates("UP", "NORMAL");
    assertServes(cold());
  }

  private static boolean starts(WatchedNode node) {
    try {
      node.warmup().start(WarmupRequest.manual());
      return true;
    } catch (WarmupException e) {
      assertEquals(e.getMessage(), Reason.ALREADY_RUNNING, e.reason());
      return false;
    }
  }

  private static void acl(RackNode node, String... rules) {
    try (Jedis jedis = node.redis().client()) {
      jedis.aclSetUser(USER, rules);
    }
  }

  private boolean sentinelIsAtTheSource() {
    try (Jedis there = source().redis().client()) {
      return there.clientList().contains("sentinel-");
    }
  }

  private void makeItLearnTheNode() {
    try (Jedis here = cold().redis().client()) {
      here.replicaof(source().host(), source().redis().port());
      Await.until(
          "the Sentinel at the node",
          SENTINEL_LIMIT,
          () -> here.clientList().contains("sentinel-"));
      here.replicaofNoOne();
      here.flushAll();
    }
  }

  private boolean detachedAndForgottenBy(Sentinel sentinel) {
    try (Jedis here = cold().redis().client()) {
      here.replicaofNoOne();
      sentinel.reset();
      return "master".equals(cold().redis().info("replication", "role"));
    }
  }

  /**
   * The Sentinel makes the node a replica of the new master, while the run replicates from the old
   * one. The new master is emptied, and the node with it.
   */
  @Test
  public void aFailoverDuringARunDoesNotReplaceItsSource() {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    RedisServer promoted = closeLater(RedisServer.start(redis));
    Servers.replicate(promoted, source());
    Servers.config(cold(), "replica-priority", "0");
    WarmedNode node =
        closeLater(Strike.in(WarmupPhase.CATCH_UP, () -> failOverTo(promoted)).beside(cold()));

    WarmupStatus end = node.set("strategy", "replication").atStartup();

    assertEquals(end.toString(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertSays("is no longer a replica of " + source().host(), end.warnings().toString());
    assertEquals(500, cold().redis().keys());
    assertSame(cold(), source());
    assertServes(cold());
  }

  /** Returns when the node is a replica of the new master, and has its data, which is nothing. */
  private void failOverTo(RedisServer promoted) {
    try (Sentinel sentinel = Sentinel.watching(redis, source().redis())) {
      Await.until("both replicas are known", LIMIT, () -> sentinel.replicas() == 2);
      Await.until(() -> "a failover: " + sentinel.log(), LIMIT, sentinel::failOver);
      Await.until(
          () -> "a replica of the new master: " + sentinel.log(),
          LIMIT,
          () ->
              String.valueOf(promoted.port())
                  .equals(cold().redis().info("replication", "master_port")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Jedis jedis = promoted.client()) {
      jedis.flushAll();
    }
  }

  @Test
  public void theWatchSaysWhoMadeTheNodeAReplicaByHand() {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    WatchedNode node = closeLater(WatchedNode.of(cold())).awaitWarm();
    int nobody = FreePorts.on(List.of(cold().host()));

    try (Jedis here = cold().redis().client()) {
      here.replicaof(cold().host(), nobody);
      node.awaitStates("REPLICA", "NORMAL");
      assertSays("it is a replica of " + cold().host() + ":" + nobody, node.redis().text());
      assertSays("SLAVEOF came from 127.", node.redis().text());
      Await.until(
          () -> node.warmup().node().toString(), LIMIT, () -> !node.warmup().node().serves());
      NodeView seen = node.warmup().node();
      assertEquals("slave", seen.redisRole().get());
      assertEquals(cold().host() + ":" + nobody, seen.replicatesFrom().get());
      assertSays("SLAVEOF came from 127.", seen.changedBy().get());
      here.replicaofNoOne();
    }

    Await.until(() -> node.warmup().node().toString(), LIMIT, () -> node.warmup().node().serves());
    node.awaitStates("UP", "NORMAL");
    assertEquals("1", node.warmup().status().runId().get());
  }
}
