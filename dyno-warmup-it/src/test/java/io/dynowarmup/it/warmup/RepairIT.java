// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.report.PeerRepair;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisServer;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * A difference on this node is replaced by the peers' value if it is certain which value is right.
 */
public class RepairIT extends Scenario {
  private static final int ABOVE_EVERY_PIECE = 3_000;

  private DynomiteCluster cluster;

  /** Executes an action just before the verification reads the first keys. */
  private static final class BeforeTheFirstLook implements Calls {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Runnable what;

    BeforeTheFirstLook(Runnable what) {
      this.what = what;
    }

    @Override
    public void before(Call call) {
      boolean verification = Thread.currentThread().getName().equals("dyno-warmup-verify");
      if (verification && call.method().equals("databases") && done.compareAndSet(false, true)) {
        what.run();
      }
    }
  }

  private WarmedNode warmup(Calls calls) {
    return closeLater(WarmedNode.of(cold(), calls)).set("force", true);
  }

  private static VerifyReport ended(WarmedNode node) {
    Await.until(
        () -> "the end of " + node.engine().verification(),
        LIMIT,
        () ->
            node.engine().verification().state() != State.NONE
                && node.engine().verification().state() != State.RUNNING);
    return node.engine().verification();
  }

  private static VerifyReport verify(WarmedNode node, String mode) {
    node.engine().verify(mode);
    return ended(node);
  }

  private static PeerRepair repair(VerifyReport report) {
    assertEquals(report.text(), State.DONE, report.state());
    return report.peers().get(0).repair().get();
  }

  /** Starts three racks that all hold the same keys. */
  private void threeRacks(int keys) {
    cluster = cluster(c -> c.racks(3));
    for (RackNode n : cluster.nodes()) {
      Filler.strings(n.redis(), keys, 20);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void large(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      for (int i = 0; i < ABOVE_EVERY_PIECE; i++) {
        jedis.sadd("large", "member " + i);
      }
    }
  }

  private void alterHere() {
    try (Jedis here = cold().redis().client()) {
      here.set("key:7", "altered");
      here.del("key:8");
      here.expire("key:9", 5_000);
      here.srem("large", "member 5");
      here.sadd("mine", "only");
      here.select(3);
      here.set("elsewhere", "too");
    }
  }

  private void assertOnlyOursAreLeft() {
    KeyDifference difference = KeyComparer.compare(cold().redis(), source().redis());
    assertEquals(difference.toString(), 0, difference.different());
    assertEquals(difference.toString(), 0, difference.missingHere());
    try (Jedis here = cold().redis().client()) {
      assertEquals(Set.of("only"), here.smembers("mine"));
      here.select(3);
      assertEquals("too", here.get("elsewhere"));
    }
  }

  @Test
  public void withTwoRacksTheOwnWarmUpIsRepairedAndNothingIsRemoved() {
    cluster();
    Filler.strings(source().redis(), 3_000, 20);
    large(source().redis());
    WarmedNode node = warmup(new BeforeTheFirstLook(this::alterHere)).set("verify", "repair");

    assertWarmed(node.byHand());
    VerifyReport report = ended(node);

    assertEquals(report.text(), 4, repair(report).repaired());
    assertEquals(report.text(), 2, repair(report).left());
    assertEquals(report.text(), 2, report.differences());
    assertSays("2 left: only this node has it (verify.repair.deletes=true", report.text());
    assertOnlyOursAreLeft();
    VerifyReport after = verify(node, "full");
    assertEquals(after.text(), 2, after.differences());
  }

  @Test
  public void whatOnlyThisNodeHasGoesAwayWhereThatIsWanted() {
    cluster();
    Filler.strings(source().redis(), 3_000, 20);
    WarmedNode node =
        warmup(new BeforeTheFirstLook(this::alterHere))
            .set("verify", "repair")
            .set("verify.repair.deletes", true);

    assertWarmed(node.byHand());
    VerifyReport report = ended(node);

    // The set that SREM changes in other tests does not exist in this one.
    assertEquals(report.text(), 5, repair(report).repaired());
    assertEquals(report.text(), 0, report.differences());
    assertEquals(0, verify(node, "full").differences());
  }

  @Test
  public void withTwoRacksOnDemandItIsOnlyReported() {
    cluster();
    Filler.strings(source().redis(), 3_000, 20);
    WarmedNode node = warmup(Calls.IGNORED);
    assertWarmed(node.byHand());
    alterHere();

    VerifyReport report = verify(node, "repair");

    assertEquals(report.text(), 0, repair(report).repaired());
    assertEquals(report.text(), 5, report.differences());
    assertSays("nothing repaired: with one peer it is unknown whose copy is right", report.text());
    try (Jedis here = cold().redis().client()) {
      assertEquals("altered", here.get("key:7"));
      assertNull(here.get("key:8"));
    }
  }

  @Test
  public void withTwoRacksItSaysBeforeItComparesThatItWillOnlyReport() throws Exception {
    cluster();
    Filler.strings(source().redis(), 100, 20);
    CountDownLatch told = new CountDownLatch(1);
    WarmedNode node = warmup(new BeforeTheFirstLook(() -> await(told)));
    assertWarmed(node.byHand());

    node.engine().verify("repair");
    VerifyReport before = node.engine().verification();
    told.countDown();

    assertEquals(before.text(), State.RUNNING, before.state());
    assertSays("it changes nothing and only reports what differs: with one peer", before.text());
    assertSays("run 'start --strategy delta --force' on this node", before.reason());
    VerifyReport after = ended(node);
    assertEquals(after.text(), State.DONE, after.state());
    assertEquals(before.reason(), after.reason());
  }

  @Test
  public void withThreeRacksItBecomesWhatTheOtherTwoHold() {
    threeRacks(3_000);
    for (RackNode n : cluster.nodes()) {
      large(n.redis());
    }
    alterHere();

    VerifyReport report = verify(warmup(Calls.IGNORED), "repair");

    for (PeerComparison peer : report.peers()) {
      assertEquals(report.text(), 4, peer.repair().get().repaired());
      assertEquals(report.text(), 2, peer.repair().get().left());
    }
    assertOnlyOursAreLeft();
  }

  @Test
  public void withThreeRacksWhatBothOthersDoNotHaveGoesAwayWhereThatIsWanted() {
    threeRacks(1_000);
    alterHere();

    VerifyReport report =
        verify(warmup(Calls.IGNORED).set("verify.repair.deletes", true), "repair");

    assertEquals(report.text(), 5, repair(report).repaired());
    assertEquals(report.text(), 0, report.differences());
    KeyDifference difference = KeyComparer.compare(cold().redis(), source().redis());
    assertTrue(difference.toString(), difference.isNone());
  }

  @Test
  public void whereTheOtherTwoDoNotShareAValueItIsOnlyReported() {
    threeRacks(1_000);
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client();
        Jedis third = cluster.node(2).redis().client()) {
      here.set("key:1", "mine");
      there.set("key:1", "its");
      third.set("key:2", "alone");
      there.set("key:3", "alone");
      third.del("key:4");
      here.set("key:4", "mine");
      there.sadd("large", "never large there");
    }
    large(cold().redis());
    large(cluster.node(2).redis());

    VerifyReport report =
        verify(warmup(Calls.IGNORED).set("verify.repair.deletes", true), "repair");

    for (PeerComparison peer : report.peers()) {
      assertEquals(report.text(), State.DONE, report.state());
      assertEquals(report.text(), 0, peer.repair().get().repaired());
      assertTrue(report.text(), peer.repair().get().left() >= 3);
    }
    assertSays("2 left: no majority", report.text());
    assertSays("holds what this node holds", report.text());
    assertSays("this node holds what", report.text());
    try (Jedis here = cold().redis().client()) {
      assertEquals("mine", here.get("key:1"));
      assertEquals("mine", here.get("key:4"));
      assertFalse(here.get("key:2").equals("alone"));
      assertFalse(here.get("key:3").equals("alone"));
      assertEquals(ABOVE_EVERY_PIECE, here.scard("large"));
    }
  }

  @Test
  public void withoutOneOfThePeersThereIsNoMajority() {
    threeRacks(1_000);
    alterHere();
    cluster.node(2).redis().kill();

    VerifyReport report = verify(warmup(Calls.IGNORED), "repair");

    assertEquals(report.text(), State.FAILED, report.state());
    assertSays("nothing repaired: ", report.text());
    assertSays("it was not compared", report.text());
    try (Jedis here = cold().redis().client()) {
      assertEquals("altered", here.get("key:7"));
    }
  }

  @Test
  public void aPeerThatHasLostItsDataIsNotFollowed() {
    cluster();
    Filler.strings(source().redis(), 3_000, 20);
    WarmedNode node =
        warmup(
                new BeforeTheFirstLook(
                    () -> {
                      try (Jedis there = source().redis().client()) {
                        there.flushAll();
                      }
                    }))
            .set("verify", "repair")
            .set("verify.repair.deletes", true);

    assertWarmed(node.byHand());
    VerifyReport report = ended(node);

    assertSays("has 0 keys, fewer than half of the 3000 of this node", report.text());
    assertEquals(3_000, cold().redis().keys());
  }

  @Test
  public void itIsEndedByHand() {
    threeRacks(300);
    try (Jedis here = cold().redis().client()) {
      here.flushAll();
    }
    WarmedNode node = warmup(Calls.IGNORED).set("delta.bytes.per.second", 10_000);
    for (RackNode n : new RackNode[] {source(), cluster.node(2)}) {
      Filler.strings(n.redis(), "long:", 300, 1_000);
    }
    node.engine().verify("repair");
    Await.until(
        "some are repaired",
        LIMIT,
        () -> {
          try (Jedis here = cold().redis().client()) {
            return here.dbSize() > 0;
          }
        });
    node.engine().abort("enough");

    VerifyReport report = ended(node);

    assertEquals(report.text(), State.ABORTED, report.state());
    assertSays("left: the verification ended before", report.text());
    try (Jedis here = cold().redis().client()) {
      assertEquals(report.text(), report.peers().get(0).repair().get().repaired(), here.dbSize());
    }
  }

  /** Two racks: the repair follows the warm-up, after the writers have stopped. */
  @Test
  public void countersAndListsAreRightAfterTheOwnWarmUp() {
    cluster = cluster(c -> c.withLinks());
    WriteLoad[] loads = countersAndLists();
    WarmedNode node =
        warmup(new BeforeTheFirstLook(() -> stop(loads)))
            .set("strategy", "replication")
            .set("verify", "repair");

    assertWarmed(node.byHand());
    VerifyReport report = ended(node);

    assertNothingDiffers(node, report);
  }

  /** Three racks: an operator starts the repair. */
  @Test
  public void countersAndListsAreRightByTheMajority() {
    cluster = cluster(c -> c.racks(3).withLinks());
    WriteLoad[] loads = countersAndLists();
    WarmedNode node =
        warmup(Calls.IGNORED).set("strategy", "replication").set("source", source().rack());
    assertWarmed(node.byHand());
    stop(loads);

    assertNothingDiffers(node, verify(node, "repair"));
  }

  /** Starts writers. The replication link lags, so that the hand-over applies some writes twice. */
  private WriteLoad[] countersAndLists() {
    cluster.awaitPeersConnected();
    cluster.link(1, 0).redis().delay(50);
    for (RackNode n : cluster.nodes()) {
      if (n != cold()) {
        Filler.strings(n.redis(), 5_000, 50);
      }
    }
    WriteLoad[] loads = {
      load(Workload.counters("counter:", 100), 1_000), load(Workload.lists("list:", 100), 1_000)
    };
    for (WriteLoad load : loads) {
      Await.until("writes flow", LIMIT, () -> load.acked() > 500);
    }
    return loads;
  }

  private void stop(WriteLoad... loads) {
    for (WriteLoad load : loads) {
      long at = load.acked();
      Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 200);
    }
    for (WriteLoad load : loads) {
      load.stop();
    }
    // The source acknowledges a write before the other nodes have it, and they receive this one
    // last.
    for (RackNode n : cluster.nodes()) {
      assertReplicates(source(), n);
    }
    // The doubled writes exist by now, and the lag would slow down every script.
    cluster.link(1, 0).redis().delay(0);
  }

  private void assertNothingDiffers(WarmedNode node, VerifyReport report) {
    System.out.printf("counters and lists, %d racks: %s%n", cluster.nodes().size(), report.text());
    assertEquals(report.text(), report.peers().get(0).unequal(), repair(report).repaired());
    assertEquals(report.text(), 0, report.differences());
    VerifyReport after = verify(node, "full");
    assertEquals(after.text(), State.DONE, after.state());
    assertEquals(after.text(), 0, after.differences());
    for (PeerComparison peer : after.peers()) {
      assertEquals(after.text(), 0, peer.inDoubt());
      assertTrue(after.text(), peer.equal() > 5_000);
    }
    KeyDifference difference = KeyComparer.compare(cold().redis(), source().redis());
    assertTrue(difference.toString(), difference.isNone());
  }
}
