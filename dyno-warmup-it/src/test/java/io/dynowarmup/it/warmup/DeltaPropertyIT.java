// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.redis.RespClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/**
 * A property of the delta. It holds for any data on both sides, for any writes through a third
 * rack's Dynomite during the run, and for any order in which the sides receive them. After the
 * writers stop, one more run makes both sides equal, and no version ever goes back. {@code
 * -Dproperty.runs=100} sets the number of runs, {@code -Dproperty.seed=17} the first seed.
 */
public class DeltaPropertyIT extends Scenario {
  private static final AtomicInteger SEED =
      new AtomicInteger(Integer.getInteger("property.seed", 1));

  private static final String VERSIONS = "v:";
  private static final int MOST_LATE_MILLIS = 100;
  private static final int LARGE = 2_500;
  private static final int ELSEWHERE = 3;

  /**
   * The first numbers of the writes that only one side receives, and of those that all sides
   * receive.
   */
  private static final long HERE = 1_000_000;

  private static final long THERE = 2_000_000;
  private static final long TRAFFIC = 10_000_000;

  private final int seed = SEED.getAndIncrement();

  /** Multiplied because the first values of Random are nearly the same for neighboring seeds. */
  private final Random random = new Random(seed * 0x9E3779B97F4A7C15L);

  private final List<String> story = new ArrayList<>();

  /** The side that writes reach later, in turns: 0 is the source, 1 this node, 2 neither. */
  private final int late = seed % 3;

  private DynomiteCluster cluster;

  @Parameters(name = "{0}, {index}")
  public static List<RedisBinary> binaries() {
    return IntStream.range(0, Integer.getInteger("property.runs", 2))
        .mapToObj(i -> i % 2 == 0 ? RedisBinary.newest() : RedisBinary.embedded())
        .toList();
  }

  @Test
  public void bothSidesEndEqualAndNoVersionGoesBack() throws Exception {
    try {
      play();
    } finally {
      System.out.println("property.seed=" + seed + ": " + String.join(", ", story));
    }
  }

  private void play() throws Exception {
    cluster = cluster(c -> c.racks(3).withLinks());
    cluster.awaitPeersConnected();
    if (late < 2) {
      // Half of the runs use the longest delay.
      int millis = random.nextBoolean() ? MOST_LATE_MILLIS : 1 + random.nextInt(MOST_LATE_MILLIS);
      cluster.link(2, late).peer().delay(millis);
      story.add((late == 0 ? "the source" : "this node") + " gets writes " + millis + " ms later");
    }
    int versions = 100 + random.nextInt(3_000);
    RandomCommands traffic = new RandomCommands("t:", 50 + random.nextInt(1_500), seed, TRAFFIC);
    fill(traffic, versions);
    WriteLoad rising = write(Workload.versions(VERSIONS, versions, 0), 300 + random.nextInt(700));
    WriteLoad mixed = write(traffic, 100 + random.nextInt(900));
    WarmedNode node =
        warmup().set("strategy", "delta").set("force", true).set("source", source().rack());
    VersionWatch clients = closeLater(VersionWatch.start(cold(), VERSIONS, versions));
    VersionWatch redis =
        closeLater(VersionWatch.ofRedis(cold(), VERSIONS, versions, writesInOrder(node)));
    Await.until("writes flow", LIMIT, () -> rising.acked() > 50 && mixed.sent() > 50);

    WarmupStatus first = node.byHand();

    tell("under writes", first);
    long at = rising.acked();
    Await.until("writes after the warm-up", LIMIT, () -> rising.acked() > at + 200);
    rising.stop();
    mixed.stop();
    story.add(rising.acked() + " + " + mixed.acked() + " writes");
    assertArrived(rising);
    clients.assertNoneFell();
    redis.assertNoneFell();
    List<String> left = AllKeys.different(cold().redis(), source().redis());
    // The hand-over may apply an increment twice, and expiries may differ by 2 s.
    story.add("before the next run differ " + left);
    assertWarmed(first);

    WarmupStatus second = node.byHand();

    tell("at rest", second);
    assertWarmed(second);
    assertTrue(second.toString(), second.handOver().writesOnlyMillis().orElse(-1) <= 0);
    assertEqual();
    assertArrived(rising);
  }

  private void tell(String when, WarmupStatus end) {
    story.add(
        when
            + ": "
            + end.outcome()
            + " "
            + end.reason()
            + " ("
            + end.progress().note()
            + ", "
            + end.handOver().writesOnlyMillis().orElse(-1)
            + " ms of WRITES_ONLY)");
  }

  /**
   * Returns whether the values in Redis itself must not fall. That holds before the hand-over if
   * writes reach the source later than this node. Otherwise, older writes may follow a copied value
   * that already includes them.
   */
  private BooleanSupplier writesInOrder(WarmedNode node) {
    return () -> late == 0 && node.engine().status().phase().compareTo(WarmupPhase.HAND_OVER) < 0;
  }

  private WriteLoad write(Workload workload, int perSecond) {
    story.add(perSecond + " writes/s to " + workload);
    return closeLater(WriteLoad.start(cluster.node(2).dynomite().client(), workload, perSecond));
  }

  private void assertArrived(WriteLoad rising) {
    for (RedisServer redis : List.of(source().redis(), cold().redis())) {
      Await.until(
          () -> rising.check(redis).toString(), LIMIT, () -> rising.check(redis).lost() == 0);
    }
  }

  /**
   * Asserts that both sides are equal. A key that expires between two reads is gone a moment later.
   */
  private void assertEqual() {
    AllKeys.awaitSame(cold().redis(), source().redis(), LIMIT);
  }

  /** Gives both sides the same data, then writes to each side separately. */
  private void fill(RandomCommands traffic, int versions) {
    RandomCommands rest =
        new RandomCommands("rest \r\n\u0001\u00e9:", 50 + random.nextInt(1_000), seed, 0);
    int common = random.nextInt(8_000);
    for (RedisServer redis : List.of(source().redis(), cold().redis())) {
      boolean here = redis == cold().redis();
      long apart = here ? HERE : THERE;
      for (RandomCommands some : List.of(traffic, rest)) {
        apply(redis, some.from(0), common);
        apply(redis, some.from(apart), random.nextInt(1_000));
      }
      elsewhere(redis, apart);
      large(redis, here);
      oldVersions(redis, versions, here);
    }
  }

  private static void apply(RedisServer redis, Workload commands, int count) {
    try (RespClient client = RespClient.connect(redis.address())) {
      for (int n = 0; n < count; n++) {
        client.sendRaw(commands.command(n));
      }
      for (int i = 0; i < count; i++) {
        client.receive();
      }
    }
  }

  private void elsewhere(RedisServer redis, long apart) {
    RandomCommands common = new RandomCommands("elsewhere:", 50, seed, 0);
    try (RespClient client = RespClient.connect(redis.address())) {
      client.call("SELECT", String.valueOf(ELSEWHERE));
      for (int n = 0; n < 200; n++) {
        client.sendRaw((n < 150 ? common : common.from(apart)).command(n)).receive();
      }
    }
  }

  /**
   * Creates keys that exceed every limit of the compact encodings and of one script, in a different
   * order on each side.
   */
  private void large(RedisServer redis, boolean here) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, LARGE).boxed().toList());
    Collections.shuffle(order, random);
    try (RespClient client = RespClient.connect(redis.address())) {
      for (int i : order) {
        for (String name : List.of("equal", "other")) {
          String value = String.valueOf(here && name.equals("other") && i % 500 == 0 ? -i : i);
          client.send("HSET", "large:hash:" + name, "field " + i, value);
          client.send("SADD", "large:set:" + name, "member " + value);
          client.send("ZADD", "large:zset:" + name, value, "member " + i);
        }
      }
      for (int i = 0; i < LARGE * 6; i++) {
        client.receive();
      }
    }
  }

  private static void oldVersions(RedisServer redis, int versions, boolean here) {
    try (RespClient client = RespClient.connect(redis.address())) {
      for (int i = 0; i < versions; i++) {
        boolean absent = here ? i % 3 == 0 : i % 7 == 0;
        client.send(absent ? "DEL" : "SET", VERSIONS + i, absent ? "-" : here ? "-2" : "-1");
      }
      for (int i = 0; i < versions; i++) {
        client.receive();
      }
    }
  }
}
