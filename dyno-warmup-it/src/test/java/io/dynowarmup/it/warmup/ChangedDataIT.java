// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.NodeCondition;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * The data of a warm node is dropped or replaced between two probes of the watch. The process and
 * its role are the same before and after.
 */
public class ChangedDataIT extends Scenario {
  private static final int KEYS = 500;

  private WatchedNode node;

  private void warmNode() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    node = closeLater(WatchedNode.of(cold())).awaitWarm();
    awaitState(NodeState.SERVING);
  }

  private NodeCondition condition() {
    return node.warmup().condition();
  }

  private void awaitState(NodeState state) {
    Await.until(() -> state + ", now " + condition(), LIMIT, () -> condition().state() == state);
  }

  @Test
  public void aFlushIsSeenAlthoughClientsWriteAgain() {
    warmNode();
    try (Jedis here = cold().redis().client()) {
      // One packet, so that no probe comes in between.
      try (var packet = here.pipelined()) {
        packet.sendCommand(Protocol.Command.FLUSHALL, "SYNC");
        for (int i = 0; i < KEYS * 2; i++) {
          packet.set("new:" + i, "v");
        }
      }
    }

    awaitState(NodeState.COLD);

    assertSays("FLUSHALL was sent to Redis since the last probe", condition().reason());
    assertSays("start --force", condition().reason());
    assertEquals("nothing is done about it", "1", node.warmup().status().runId().orElse(""));
  }

  /** The watch probes the node once in 5 s unless set otherwise. */
  @Test
  public void aFlushBeforeTheFirstProbeAfterTheRunIsSeen() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    node = closeLater(WatchedNode.of(cold(), "watch.msec=5000"));
    assertEquals(WarmupOutcome.WARMED, node.awaitRun(1).outcome().orElseThrow());
    assertEquals(NodeState.SERVING, condition().state());
    try (Jedis here = cold().redis().client()) {
      here.flushAll();
    }

    awaitState(NodeState.COLD);

    assertSays("it held " + KEYS + " keys and holds 0", condition().reason());
  }

  @Test
  public void aRunEndsTheDoubt() {
    warmNode();
    try (Jedis here = cold().redis().client()) {
      here.flushDB();
    }
    awaitState(NodeState.COLD);
    assertSays("it held " + KEYS + " keys and holds 0", condition().reason());

    node.warmup().start(WarmupRequest.manual().forced());

    assertEquals(WarmupOutcome.WARMED, node.awaitRun(2).outcome().orElseThrow());
    awaitState(NodeState.SERVING);
    assertSame(cold(), source());
  }

  @Test
  public void dataThatAnotherRedisHasReplacedIsSeen() {
    warmNode();
    RedisServer other =
        closeLater(
            RedisServer.builder(redis).config("repl-diskless-sync-delay", "0").build().start());
    Filler.strings(other, "other", KEYS * 2, 20);

    try (Jedis here = cold().redis().client()) {
      here.replicaof(other.host(), other.port());
      Await.until("the other data", LIMIT, () -> here.exists("other:0"));
      here.replicaofNoOne();
    }

    awaitState(NodeState.COLD);
    assertSays("Redis was a replica of another Redis", condition().reason());
    assertSays("verify full", condition().reason());
    assertFalse(condition().reason(), condition().reason().contains("FLUSHALL"));
    node.warmup().start(WarmupRequest.manual());
    assertEnded(WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED, node.awaitRun(2));
    assertSays("its data is in doubt: Redis was a replica", node.warmup().status().reason());
    awaitState(NodeState.COLD);
  }

  /** {@code master_replid2} is the id of the source before and after. */
  @Test
  public void dataThatTheOwnSourceHasReplacedIsSeen() {
    warmNode();
    Filler.strings(cold().redis(), "here", KEYS, 20);

    try (Jedis here = cold().redis().client()) {
      here.replicaof(source().redis().host(), source().redis().port());
      Await.until("the data of the source", LIMIT, () -> !here.exists("here:0"));
      here.replicaofNoOne();
    }

    awaitState(NodeState.COLD);
    assertSays("Redis was a replica of another Redis", condition().reason());
  }
}
