// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Counters in the hand-over: increments that were applied twice are found and taken back. {@code
 * -Dreconcile.runs=20} repeats the test, {@code -Dreconcile.rate=} sets the writes per second,
 * {@code -Dreconcile.delay=} the way to the source in ms.
 */
@RunWith(Parameterized.class)
public class ReconcileIT extends Scenario {
  private static final int RATE = Integer.getInteger("reconcile.rate", 600);
  private static final int COUNTERS = CountedHandOver.COUNTERS;
  private static final int DELAY = CountedHandOver.DELAY;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    RedisBinary newest = RedisBinary.newest();
    return IntStream.range(0, Integer.getInteger("reconcile.runs", 1))
        .mapToObj(i -> newest)
        .toList();
  }

  @Test
  public void whatWasAppliedTwiceIsTakenBack() {
    CountedHandOver before = made(0);
    CountedHandOver after = made(20_000);
    System.out.printf(
        "INCR applied twice, %d/s, %d ms away: %d before, %d with reconcile.msec; %d and %d ms in"
            + " all, RECONCILE %d ms%n",
        RATE,
        DELAY,
        before.excess(),
        after.excess(),
        before.end().elapsedMillis(),
        after.end().elapsedMillis(),
        after.end().phaseMillis().get(WarmupPhase.RECONCILE));
    assertTrue("none was doubled", before.excess() > 0);
  }

  private CountedHandOver made(int reconcileMillis) {
    CountedHandOver made =
        CountedHandOver.with(redis, 2_000, RATE, "reconcile.msec", reconcileMillis);
    if (reconcileMillis > 0) {
      check(made.end(), made.excess());
    }
    return made;
  }

  private static void check(WarmupStatus end, long excess) {
    ReconcileReport reconciled = end.handOver().reconciled().orElseThrow();
    System.out.println("reconciled after " + reconciled.cuts() + " cuts: " + reconciled);
    assertTrue(reconciled.toString(), reconciled.takenBack() > 0);
    assertEquals(reconciled.toString(), 0, reconciled.added());
    assertEquals(reconciled.toString(), 0, reconciled.keysInDoubt().orElse(-1));
    assertEquals(reconciled.toString(), 0, excess);
  }

  /** Writes enter through both other racks, which are not equally far away. */
  @Test
  public void writesThroughSeveralRacksAreReconciledToo() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    Filler.strings(source().redis(), 500, 100);
    Filler.strings(cluster.node(2).redis(), 500, 100);
    cluster.link(1, 0).redis().delay(2 * DELAY);
    cluster.link(1, 2).redis().delay(2 * DELAY);
    cluster.link(2, 0).peer().delay(DELAY, 0);
    List<WriteLoad> loads =
        List.of(closeLater(counting(source())), closeLater(counting(cluster.node(2))));
    Await.until("writes flow", LIMIT, () -> loads.stream().allMatch(l -> l.acked() > RATE / 4));

    WarmupStatus end =
        warmup()
            .set("force", true)
            .set("strategy", "replication")
            .set("reconcile.msec", 20_000)
            .byHand();

    loads.forEach(WriteLoad::stop);
    assertWarmed(end);
    ReconcileReport reconciled = end.handOver().reconciled().orElseThrow();
    System.out.println("three racks after " + reconciled.cuts() + " cuts: " + reconciled);
    assertEquals(reconciled.toString(), 0, reconciled.keysInDoubt().orElse(-1));
    assertSame(cold(), source());
    assertSame(cold(), cluster.node(2));
  }

  /** Each of them finds the Dynomite of the other one closed. */
  @Test
  public void twoNodesAtOnceAreReconciledToo() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    Filler.strings(source().redis(), 500, 100);
    List<RackNode> cold = List.of(cold(), cluster.node(2));
    for (int rack : new int[] {1, 2}) {
      cluster.link(rack, 0).redis().delay(2 * DELAY);
      cluster.link(0, rack).peer().delay(DELAY, 0);
    }
    WriteLoad load = closeLater(counting(source()));
    Await.until("writes flow", LIMIT, () -> load.acked() > RATE / 4);
    List<WarmedNode> nodes = cold.stream().map(this::warmup).toList();

    for (WarmedNode node : nodes) {
      node.set("force", true)
          .set("strategy", "replication")
          .set("source", source().rack())
          .set("source.max.replicas", 3)
          .set("reconcile.msec", 20_000)
          .engine()
          .start(WarmupRequest.manual());
    }
    List<WarmupStatus> ends = nodes.stream().map(WarmedNode::end).toList();

    load.stop();
    for (WarmupStatus end : ends) {
      assertWarmed(end);
      ReconcileReport reconciled = end.handOver().reconciled().orElseThrow();
      System.out.println("two at once after " + reconciled.cuts() + " cuts: " + reconciled);
      assertEquals(reconciled.toString(), 0, reconciled.keysInDoubt().orElse(-1));
    }
    cold.forEach(node -> assertSame(node, source()));
  }

  /** Dynomite accepts markers again after a restart, or with a new connection. */
  @Test
  public void aMarkerThatIsRefusedOnceIsWrittenAgain() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), 500, 100);
    cluster.link(1, 0).redis().delay(DELAY);
    WriteLoad load = closeLater(counting(source()));
    Await.until("writes flow", LIMIT, () -> load.acked() > RATE / 4);
    AtomicReference<WarmedNode> node = new AtomicReference<>();
    AtomicBoolean refused = new AtomicBoolean();
    Calls refusing =
        new Calls() {
          @Override
          public void before(Call call) {
            if (call.method().equals("set")
                && node.get().engine().status().phase() == WarmupPhase.RECONCILE
                && refused.compareAndSet(false, true)) {
              throw new WarmupException(Reason.CONNECTION_LOST, "planned");
            }
          }
        };
    node.set(closeLater(WarmedNode.of(cold(), refusing)));

    WarmupStatus end =
        node.get()
            .set("force", true)
            .set("strategy", "replication")
            .set("reconcile.msec", 20_000)
            .byHand();

    load.stop();
    assertWarmed(end);
    assertTrue("a marker was refused", refused.get());
    ReconcileReport reconciled = end.handOver().reconciled().orElseThrow();
    assertEquals(reconciled.toString(), 0, reconciled.keysInDoubt().orElse(-1));
    assertSame(cold(), source());
  }

  private static WriteLoad counting(RackNode node) {
    return WriteLoad.start(node.dynomite().client(), Workload.counters("c:", COUNTERS), RATE / 2);
  }

  @Test
  public void withoutMarkersNothingIsDecidedAndTheRunSaysSo() {
    cluster();
    Filler.strings(source().redis(), 500, 100);

    WarmupStatus end =
        warmup()
            .set("strategy", "replication")
            .set("reconcile.msec", 2_000)
            .set("handover.write.probe", false)
            .atStartup();

    assertWarmed(end);
    String note = end.handOver().reconciled().orElseThrow().note();
    assertSays("markers can be written through 0 of 1", note);
    assertEquals(end.warnings().toString(), 1, end.warnings().size());
    assertSays("no key was checked: " + note, end.warnings().get(0));
    assertEquals("0", source().redis().info("replication", "connected_slaves"));
  }

  @Test
  public void aRunWithoutWritesHasNothingToCorrect() {
    cluster();
    Filler.strings(source().redis(), 500, 100);

    WarmupStatus end =
        warmup().set("strategy", "replication").set("reconcile.msec", 5_000).atStartup();

    assertWarmed(end);
    assertEquals(List.of(), end.warnings());
    assertEquals(0, end.handOver().reconciled().orElseThrow().keysInDoubt().orElse(-1));
    assertEquals(0, end.handOver().reconciled().orElseThrow().keysMended());
  }
}
