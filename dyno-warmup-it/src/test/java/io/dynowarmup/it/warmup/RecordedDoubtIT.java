// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.NodeCondition;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** The data of a warm node was dropped, and the daemon is restarted afterwards. */
public class RecordedDoubtIT extends Scenario {
  private static final int KEYS = 500;

  private TempDir dir;

  private WatchedNode daemon(String... more) {
    String[] settings = new String[more.length + 1];
    settings[0] = "state.file=" + dir.path().resolve("state");
    System.arraycopy(more, 0, settings, 1, more.length);
    return closeLater(WatchedNode.of(cold(), settings));
  }

  private static NodeCondition condition(WatchedNode node) {
    return node.warmup().condition();
  }

  private static void awaitState(WatchedNode node, NodeState state) {
    Await.until(
        () -> state + ", now " + condition(node), LIMIT, () -> condition(node).state() == state);
  }

  /** A daemon sees that the node was flushed and filled with other keys, and ends. */
  private void flushedBeforeTheRestart() {
    cluster();
    dir = closeLater(TempDir.create("doubt"));
    Filler.strings(source().redis(), KEYS, 20);
    WatchedNode first = daemon().awaitWarm();
    awaitState(first, NodeState.SERVING);
    try (Jedis here = cold().redis().client();
        var packet = here.pipelined()) {
      packet.sendCommand(Protocol.Command.FLUSHALL, "SYNC");
      for (int i = 0; i < KEYS * 2; i++) {
        packet.set("new:" + i, "v");
      }
    }
    awaitState(first, NodeState.COLD);
    first.close();
  }

  @Test
  public void theNextDaemonStillKnows() {
    flushedBeforeTheRestart();

    WatchedNode second = daemon();

    assertEnded(WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED, second.awaitRun(2));
    assertSays("its data is in doubt: FLUSHALL was sent", second.warmup().status().reason());
    awaitState(second, NodeState.COLD);
    assertSays("FLUSHALL was sent", condition(second).reason());
    second.close();
    WatchedNode third = daemon("bootstrap=false");
    third.awaitRun(3);
    awaitState(third, NodeState.COLD);
  }

  @Test
  public void aRunOfTheNextDaemonEndsTheDoubtForGood() {
    flushedBeforeTheRestart();
    WatchedNode second = daemon();
    second.awaitRun(2);

    second.warmup().start(WarmupRequest.manual().forced());

    assertEquals(WarmupOutcome.WARMED, second.awaitRun(3).outcome().orElseThrow());
    awaitState(second, NodeState.SERVING);
    assertSame(cold(), source());
    second.close();
    WatchedNode third = daemon();
    assertEnded(WarmupOutcome.SKIPPED, Reason.NOT_COLD, third.awaitRun(4));
    awaitState(third, NodeState.SERVING);
  }

  /** A run without a daemon reads the state file too. */
  @Test
  public void aRunWithoutADaemonKnows() {
    flushedBeforeTheRestart();
    WarmedNode single = warmup().set("state.file", dir.path().resolve("state"));

    assertEnded(WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED, single.byHand());

    assertSays("its data is in doubt: FLUSHALL was sent", single.engine().status().reason());
  }
}
