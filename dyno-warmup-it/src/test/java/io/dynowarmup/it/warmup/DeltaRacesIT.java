// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertWarmed;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.redis.RespClient;
import java.util.List;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Writes at moments when a delta could miss their effect. */
public class DeltaRacesIT extends Scenario {
  private static final int KEYS = 400;

  private WarmedNode delta() {
    return warmup().set("strategy", "delta").set("force", true);
  }

  private void assertSame() {
    // The last writes may still be on their way from one Dynomite to the other.
    Await.until(
        () -> "differ: " + AllKeys.different(cold().redis(), source().redis()),
        LIMIT,
        () -> AllKeys.different(cold().redis(), source().redis()).isEmpty());
  }

  /** SCAN of the source has passed many of the keys by then. */
  @Test
  public void aKeyThatAWriteCreatesAtTheSourceDoesNotKeepWhatThisNodeHadBefore() {
    cluster();
    Filler.strings(source().redis(), 3_000, 20);
    try (Jedis here = cold().redis().client();
        Pipeline pipeline = here.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.hset("h:" + i, "deleted elsewhere", "long ago");
      }
      pipeline.sync();
    }
    WarmedNode node = delta().set("delta.keys.per.second", 1_500);
    node.engine().start(WarmupRequest.manual());
    node.awaitPhase(WarmupPhase.TRANSFER);
    Await.until("half of the keys are here", LIMIT, () -> cold().redis().keys() > KEYS + 1_500 / 2);

    WriteLoad load = load(new OneHash(), 4_000);
    Await.until("all of them", LIMIT, () -> load.acked() >= KEYS);
    load.stop();

    assertWarmed(node.end());
    assertSame();
  }

  /**
   * The source has applied the increments when its value is read. On this node they arrive after
   * that value.
   */
  @Test
  public void aCounterThatWasMovedWithAnIncrementOnItsWayDoesNotStayDoubled() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    cluster.awaitPeersConnected();
    cluster.link(2, 1).peer().delay(100);
    int counters = 3_000;
    for (RedisServer redis : List.of(source().redis(), cold().redis())) {
      try (Jedis jedis = redis.client();
          Pipeline pipeline = jedis.pipelined()) {
        for (int i = 0; i < counters; i++) {
          pipeline.set("c:" + i, redis == cold().redis() ? "5" : "1000");
        }
        pipeline.sync();
      }
    }
    WriteLoad load =
        closeLater(
            WriteLoad.start(
                cluster.node(2).dynomite().client(),
                Workload.counters("c:", Integer.MAX_VALUE),
                1_000));

    WarmedNode node = delta().set("source", source().rack());
    node.engine().start(WarmupRequest.manual());
    Await.until("each was incremented once", LIMIT, () -> load.acked() >= counters);
    load.stop();
    WarmupStatus end = node.end();

    assertWarmed(end);
    assertSame();
  }

  private static final class OneHash implements Workload {
    @Override
    public byte[] command(long number) {
      return RespClient.command("HSET", key(number), "written", "now");
    }

    @Override
    public String key(long number) {
      return "h:" + number % KEYS;
    }

    @Override
    public long lane(long number) {
      return number % KEYS;
    }
  }
}
