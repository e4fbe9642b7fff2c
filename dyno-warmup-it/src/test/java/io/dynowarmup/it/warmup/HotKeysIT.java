// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/**
 * Keys that are written to all the time, while a delta or a copy makes them equal: each write
 * counts once. {@code -Dhot.runs=5} repeats the tests, {@code -Dhot.rate=} sets the writes per
 * second, {@code -Dhot.keys=} the number of keys, {@code -Dhot.delay=} the way from one Dynomite to
 * another in ms. With {@code -Dhot.msec=0} nothing is corrected.
 */
@RunWith(Parameterized.class)
public class HotKeysIT extends Scenario {
  private static final int RATE = Integer.getInteger("hot.rate", 200);
  private static final int DELAY = Integer.getInteger("hot.delay", 20);
  private static final int RECONCILE_MILLIS = Integer.getInteger("hot.msec", 20_000);
  private static final HotWrites HOT = new HotWrites("hot:", Integer.getInteger("hot.keys", 40));

  private static final Pattern ALL_COPIED =
      Pattern.compile("Copied the last keys in WRITES_ONLY: keys=\\d+ ms=\\d+\\R");

  private final List<RackNode> writers = new ArrayList<>();
  private final List<WriteLoad> loads = new ArrayList<>();

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    RedisBinary newest = RedisBinary.newest();
    return IntStream.range(0, Integer.getInteger("hot.runs", 1)).mapToObj(i -> newest).toList();
  }

  /** Starts a cluster in which writes take a while from one Dynomite to another. */
  private DynomiteCluster lagging(int racks) {
    DynomiteCluster cluster = cluster(c -> c.racks(racks).withLinks());
    cluster.awaitPeersConnected();
    Filler.strings(source().redis(), 1_000, 50);
    for (RackNode from : cluster.nodes()) {
      for (RackNode to : cluster.nodes()) {
        if (!from.equals(to)) {
          cluster.link(from, to).peer().delay(DELAY, 0);
        }
      }
    }
    return cluster;
  }

  private void write(RackNode... nodes) {
    for (RackNode node : nodes) {
      writers.add(node);
      loads.add(closeLater(WriteLoad.start(node.dynomite().client(), HOT, RATE / nodes.length)));
    }
    Await.until(
        "writes flow",
        LIMIT,
        () -> loads.stream().allMatch(load -> load.acked() > 2 * RATE / nodes.length));
  }

  /** The node has missed writes to each of the keys. */
  private void missed() {
    Filler.strings(cold().redis(), 1_000, 50);
    try (Jedis here = cold().redis().client()) {
      IntStream.range(0, HOT.keys()).forEach(i -> here.del(HOT.prefix() + i));
    }
  }

  private WarmedNode warmup(String strategy) {
    return warmup()
        .set("force", true)
        .set("strategy", strategy)
        .set("source", source().rack())
        .set("reconcile.msec", RECONCILE_MILLIS);
  }

  private void assertExact(String what, WarmupStatus end) {
    assertWarmed(end);
    long at = loads.get(0).acked();
    Await.until("writes after the warm-up", LIMIT, () -> loads.get(0).acked() > at + RATE / 4);
    for (int i = 0; i < loads.size(); i++) {
      LoadReport report = loads.get(i).stop();
      assertEquals(report.toString(), report.sent(), report.acked());
      awaitArrival(writers.get(i));
    }
    List<Long> there = counted(source());
    List<Long> here = counted(cold());
    long wrong =
        IntStream.range(0, there.size()).filter(i -> !here.get(i).equals(there.get(i))).count();
    ReconcileReport reconciled = end.handOver().reconciled().orElse(ReconcileReport.notDone("off"));
    System.out.printf(
        "%s, %d writes/s to %d keys, %d ms away: %d keys are wrong after %d cuts: %s%n",
        what, RATE, HOT.keys(), DELAY, wrong, reconciled.cuts(), reconciled);
    if (RECONCILE_MILLIS == 0) {
      return;
    }
    long doubts = reconciled.keysInDoubt().orElse(-1);
    assertTrue(wrong + " are wrong, " + reconciled, wrong <= doubts);
    if (RATE <= 5 * HOT.keys()) {
      assertEquals(reconciled.toString(), 0, doubts);
      assertEquals(there, here);
    }
    if (RATE >= 5 * HOT.keys()) {
      assertTrue(reconciled.toString(), reconciled.keysMended() > 0);
    }
  }

  /** Waits until all earlier writes through this node's Dynomite have arrived. */
  private void awaitArrival(RackNode writer) {
    String key = "last:" + writer.rack();
    try (Jedis client = Checks.client(writer.dynomite().client());
        Jedis there = source().redis().client();
        Jedis here = cold().redis().client()) {
      client.set(key, "1");
      Await.until("the last write", LIMIT, () -> there.exists(key) && here.exists(key));
    }
  }

  private static List<Long> counted(RackNode node) {
    try (Jedis redis = node.redis().client()) {
      return HOT.counted(redis);
    }
  }

  @Test
  public void aDeltaAppliesEachWriteOnce() {
    lagging(2);
    write(source());
    missed();

    assertExact("delta", warmup("delta").byHand());
  }

  @Test
  public void alsoWritesThroughSeveralRacks() {
    DynomiteCluster cluster = lagging(3);
    write(source(), cold(), cluster.node(2));
    missed();

    assertExact("delta, three racks", warmup("delta").byHand());
  }

  @Test
  public void aCopyAppliesEachWriteOnce() {
    lagging(2);
    cold().dynomite().adminClient().set("standby");
    write(source());

    WarmupStatus end = warmup("copy").byHand();

    assertEquals("copy", end.strategy().orElse(""));
    assertExact("copy", end);
  }

  /** The killed run has applied writes twice. */
  @Test
  public void aDeltaAfterAKilledOneAppliesEachWriteOnce() throws Exception {
    lagging(2);
    write(source());
    missed();
    try (TempDir dir = TempDir.create("killed");
        OtherProgram other =
            OtherProgram.start(
                cold(), dir.file("state").toString(), "strategy=delta", "reconcile.msec=20000")) {
      Await.until(other::log, LIMIT, () -> ALL_COPIED.matcher(other.log()).find());
      other.kill();

      WarmupStatus end = warmup("delta").set("state.file", dir.file("state")).byHand();

      assertSays("starting over after", end.warnings().toString());
      assertExact("delta after a killed one", end);
    }
  }

  @Test
  public void withoutMarkersNothingIsDecidedAndTheRunSaysSo() {
    lagging(2);
    write(source());
    missed();

    WarmupStatus end = warmup("delta").set("handover.write.probe", false).byHand();

    assertSays(
        "no key was checked: markers can be written through 0 of 1", end.warnings().toString());
  }
}
