// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.SideBySide;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.AfterClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.MigrateParams;

/**
 * A random fault strikes the source at a random moment. It comes back empty or with an old dump,
 * holds foreign keys, is flushed, or loses keys by expiry, eviction or MIGRATE. A run is never
 * WARMED with fewer keys than a comparison with the source's earlier contents allows. {@code
 * -Dproof.runs} sets the number of runs. A failure names its seed, and {@code -Dproof.seed} sets
 * the first seed.
 */
@RunWith(SideBySide.class)
public class RandomSourceFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KEYS = 4_000;

  /**
   * The smallest number of keys that a comparison accepts: a loss below a tenth counts as traffic.
   */
  private static final int LEAST = KEYS * 9 / 10;

  private static final ConcurrentSkipListMap<Integer, String> TABLE = new ConcurrentSkipListMap<>();

  /** The faults of the source. */
  private enum Fault {
    NONE,
    EMPTY,
    OLD,
    FOREIGN,
    FLUSHED,
    EXPIRED,
    EVICTED,
    MIGRATED
  }

  private static final WarmupPhase[] PHASES = {
    WarmupPhase.SELECT_SOURCE,
    WarmupPhase.TRANSFER,
    WarmupPhase.CATCH_UP,
    WarmupPhase.HAND_OVER,
    WarmupPhase.RESTORE
  };

  @Parameter public int seed;

  private Random random;
  private Fault fault;
  private WarmupPhase phase;
  private int part;

  @Parameters(name = "seed {0}")
  public static List<Integer> seeds() {
    int first = Integer.getInteger("proof.seed", 1);
    List<Integer> seeds = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("proof.runs", 4); i++) {
      seeds.add(first + i);
    }
    return seeds;
  }

  @AfterClass
  public static void print() throws IOException {
    StringBuilder text = new StringBuilder("# Random faults of the source\n\n");
    text.append("| Seed | Fault | Outcome | Compared, or why |\n|---|---|---|---|\n");
    TABLE.values().forEach(line -> text.append(line).append('\n'));
    System.out.println(text);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "random-faults.md"), text);
  }

  @Test
  public void neverWarmedWithLess() {
    // Multiplied because the first random numbers of neighboring seeds are nearly the same.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    fault = Fault.values()[random.nextInt(Fault.values().length)];
    phase = PHASES[random.nextInt(PHASES.length)];
    part = KEYS * (2 + random.nextInt(9)) / 10;
    List<RedisBinary> binaries = Scenario.binaries();
    RedisBinary binary = binaries.get(random.nextInt(binaries.size()));
    int racks = random.nextInt(3) == 0 ? 3 : 2;
    String how = random.nextBoolean() ? "auto" : "replication";
    boolean has = random.nextInt(3) == 0;
    try (DynomiteCluster cluster =
        DynomiteCluster.builder().redis(binary).racks(racks).build().start()) {
      for (RackNode node : cluster.nodes()) {
        if (node != cluster.node(1) || has) {
          fill(node);
        }
      }
      run(cluster, how, binary + ", " + racks + " racks, " + how + (has ? ", has data" : ""));
    }
  }

  private static void fill(RackNode node) {
    Filler.strings(node.redis(), KEYS / 4, 20);
    try (Jedis jedis = node.redis().client()) {
      jedis.save();
    }
    Filler.strings(node.redis(), KEYS, 20);
  }

  private void run(DynomiteCluster cluster, String strategy, String scene) {
    AtomicBoolean done = new AtomicBoolean();
    WarmedNode[] warmed = new WarmedNode[1];
    int calls = random.nextInt(6);
    int[] left = {calls};
    Calls strike =
        new Calls() {
          @Override
          public synchronized void after(Call call, Object answer) {
            boolean now = warmed[0] != null && warmed[0].engine().status().phase() == phase;
            if (now
                && Thread.currentThread().getName().startsWith("dyno-warmup-run")
                && left[0]-- <= 0
                && done.compareAndSet(false, true)) {
              strike(cluster, chosen(cluster, warmed[0]));
            }
          }
        };
    try (WarmedNode node = WarmedNode.of(cluster.node(1), strike)) {
      warmed[0] = node;
      node.set("strategy", strategy).set("probe.msec", 1_000).set("redis.timeout.msec", 500);
      node.set("msec.bootstraptime", 15_000);
      WarmupStatus end = node.byHand();
      judge(cluster, end, done.get(), scene);
    }
  }

  private static RackNode chosen(DynomiteCluster cluster, WarmedNode node) {
    String rack = node.engine().status().source().map(p -> p.rack()).orElse(cluster.node(0).rack());
    return cluster.nodes().stream().filter(n -> n.rack().equals(rack)).findFirst().orElseThrow();
  }

  private void strike(DynomiteCluster cluster, RackNode source) {
    switch (fault) {
      case EMPTY -> restart(source, true);
      case OLD -> restart(source, false);
      case FOREIGN -> {
        restart(source, true);
        Filler.strings(source.redis(), "foreign", KEYS, 20);
      }
      case FLUSHED -> with(source.redis(), Jedis::flushAll);
      case EXPIRED -> expire(source.redis());
      case EVICTED -> evict(source.redis());
      case MIGRATED -> migrate(source.redis());
      default -> {
        // NONE: nothing happens.
      }
    }
  }

  private static void restart(RackNode source, boolean empty) {
    source.redis().kill();
    if (empty) {
      try {
        Files.deleteIfExists(source.redis().dir().resolve("dump.rdb"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    source.redis().start();
  }

  private interface Command {
    void accept(Jedis jedis);
  }

  private static void with(RedisServer redis, Command command) {
    try (Jedis jedis = redis.client()) {
      command.accept(jedis);
    }
  }

  private void expire(RedisServer redis) {
    with(
        redis,
        jedis -> {
          Pipeline pipeline = jedis.pipelined();
          for (int i = 0; i < part; i++) {
            pipeline.pexpire("key:" + i, 1);
          }
          pipeline.sync();
        });
    Await.until("they have expired", LIMIT, () -> redis.keys() <= KEYS - part + 10);
  }

  private static void evict(RedisServer redis) {
    with(
        redis,
        jedis -> {
          jedis.configSet("maxmemory-policy", "allkeys-random");
          jedis.configSet("maxmemory", "1200000");
          for (int i = 0; i < 20; i++) {
            try {
              jedis.set("large:" + i, "x".repeat(5_000));
            } catch (JedisException e) {
              break;
            }
          }
          jedis.configSet("maxmemory", "0");
        });
  }

  private void migrate(RedisServer redis) {
    try (RedisServer other = RedisServer.start(RedisBinary.newest())) {
      with(
          redis,
          jedis -> {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < part; i++) {
              keys.add("key:" + i);
            }
            jedis.migrate(
                other.host(),
                other.port(),
                10_000,
                new MigrateParams().replace(),
                keys.toArray(new String[0]));
          });
    }
  }

  private void judge(DynomiteCluster cluster, WarmupStatus end, boolean struck, String scene) {
    String text =
        end.proof().text().isEmpty() || end.outcome().orElseThrow() != WarmupOutcome.WARMED
            ? end.reason()
            : end.proof().text();
    TABLE.put(
        seed,
        String.format(
            "| %d | %s%s in %s (%s) | %s | %s |",
            seed,
            struck ? "" : "not reached: ",
            fault,
            phase,
            scene,
            end.outcome().orElseThrow(),
            text));
    long here = own(cluster.node(1).redis());
    if (end.outcome().orElseThrow() != WarmupOutcome.WARMED || !struck) {
      return;
    }
    // The run cannot know what a source lost before it was probed. Nor can it recognize foreign
    // keys, if the source comes back with as many keys before any of its data has arrived.
    boolean beforeTheChoice =
        phase == WarmupPhase.SELECT_SOURCE
            || fault == Fault.FOREIGN && phase == WarmupPhase.TRANSFER;
    boolean expired = fault == Fault.EXPIRED && here >= KEYS - part;
    boolean enough = here >= LEAST || expired || fault == Fault.EVICTED || beforeTheChoice;
    assertEquals("WARMED with " + here + " keys of " + KEYS + ": " + end, true, enough);
  }

  /** Returns the number of keys that the cluster held at first. */
  private static long own(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      return jedis.keys("key:*").size();
    }
  }
}
