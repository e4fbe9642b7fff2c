// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * The source is 40 ms away, so that several requests to it are on their way at the same time, under
 * writes of all types.
 */
public class FarRingIT extends Scenario {
  private static final Long[] OLD = {2_000_000_000L, 4_000_000_000L};
  private static final Long[] NEW = {1_000_000_000L};
  private static final long WAY_MILLIS = 20;
  private static final int PER_SECOND = 200;
  private static final int HELD = 400;
  private static final int KEYS = 5_000;

  private DynomiteCluster cluster;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private void far(RackNode node) {
    for (RackNode other : cluster.nodes()) {
      if (other != node) {
        cluster.link(node, other).delay(WAY_MILLIS);
        cluster.link(other, node).peer().delay(WAY_MILLIS);
      }
    }
  }

  private WriteLoad writes(RackNode through, String prefix) {
    WriteLoad load =
        closeLater(
            WriteLoad.start(
                through.dynomite().client(), RingWrites.of(prefix, 700, 1), PER_SECOND));
    Await.until("writes", LIMIT, () -> load.acked() > PER_SECOND);
    return load;
  }

  @Test
  public void aNodeOfAnotherRingThatHoldsOldValuesIsCopiedTo() {
    cluster = RingChange.linked(this, OLD, NEW);
    RingChange change = new RingChange(this, cluster).fill().empty();
    try (Jedis here = cold().redis().client();
        Pipeline pipeline = here.pipelined()) {
      for (int i = 0; i < HELD; i++) {
        pipeline.set("key:" + i, "old");
      }
    }
    far(cold());
    WriteLoad load = writes(source(), "o:");

    List<WarmupStatus> ends = change.warm();

    load.stop();
    ends.forEach(Checks::assertWarmed);
    assertSays("copy (auto: ", ends.get(0).strategy().orElse(""));
    String proof = ends.get(0).proof().toString();
    assertFalse(proof, proof.contains("too long"));
    change.assertComplete();
  }

  @Test
  public void everyTypeIsReplacedByDelta() {
    cluster = cluster(c -> c.racks(2).withLinks().settings(RingChange.PATIENT));
    Filler.types(source().redis(), 100);
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), KEYS, 40);
    try (Jedis there = source().redis().client();
        Jedis here = cold().redis().client()) {
      there.set("large".getBytes(), new byte[3 * 1024 * 1024 + 17]);
      here.set("hash:1", "of another type");
      here.set("gone", "at the source");
      there.select(3);
      there.set("elsewhere", "too");
      there.pexpire("elsewhere", 600_000);
    }
    far(cold());
    WriteLoad mixed = writes(source(), "t:");
    WriteLoad rising =
        closeLater(
            WriteLoad.start(
                source().dynomite().client(), Workload.counters("c:", 200), PER_SECOND));

    WarmupStatus end = warmup().set("strategy", "delta").set("force", true).byHand();

    mixed.stop();
    rising.stop();
    assertWarmed(end);
    assertSays("delta", end.strategy().orElse(""));
    AllKeys.awaitSame(cold().redis(), source().redis(), LIMIT);
    long took = end.phaseMillis().get(WarmupPhase.TRANSFER);
    assertTrue(took + " ms", took < LIMIT.toMillis());
  }
}
