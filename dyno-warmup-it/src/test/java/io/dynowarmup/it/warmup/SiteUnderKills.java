// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * A data centre that is bootstrapped from a distant one under writes on both sides, while its
 * processes are killed at random (kill -9).
 */
final class SiteUnderKills implements AutoCloseable {
  private static final int RACKS = Integer.getInteger("site.racks", 3);
  private static final int NODES = Integer.getInteger("site.nodes", 3);
  private static final int KEYS = Integer.getInteger("site.keys", 30_000);
  private static final int BYTES = Integer.getInteger("site.value.bytes", 1_000);
  private static final int WRITES = Integer.getInteger("site.writes", 50);

  /** Whether writes that may not be applied twice, such as INCR, are among them. */
  private static final boolean EVERY_TYPE = Boolean.getBoolean("site.every.type");

  private static final long RING = 1L << 32;

  /** 100 ms there and back, 50 Mbit/s. */
  private static final long WAY_MILLIS = 50;

  private static final long BYTES_PER_SECOND = 50_000_000 / 8;

  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final int LONGEST_MILLIS = Integer.getInteger("site.kill.msec", 40_000);

  private enum Victim {
    COORDINATOR,
    DAEMON,
    REDIS,
    DYNOMITE,
    DISTANT_DYNOMITE
  }

  private final Random random;
  private final TempDir dir = TempDir.create("site");
  private final LongWay way = new LongWay();
  private final DynomiteCluster cluster;
  private final List<SiteMember> members = new ArrayList<>();
  private final List<WriteLoad> loads = new ArrayList<>();
  private final List<String> kills = new ArrayList<>();
  private final boolean forks;
  private Process coordinator;
  private int coordinators;
  private long beganNanos;
  private long fetched;
  private double seconds;

  SiteUnderKills(Scenario test, int number) {
    this.random = new Random(number);
    this.forks = number % 2 == 0;
    Long[] tokens =
        LongStream.rangeClosed(1, NODES)
            .map(i -> RING / NODES * i - 1)
            .boxed()
            .toArray(Long[]::new);
    this.cluster =
        DynomiteCluster.builder()
            .redis(test.redis)
            .racks(1)
            .remoteRacks(RACKS)
            .tokens(tokens)
            .dynomites(LongWay::dynomite)
            .sendingAtOnce()
            .settings(RingChange.PATIENT)
            .build();
    cluster.nodes().forEach(way::to);
    cluster.start();
    fill();
    way.stretch(WAY_MILLIS, BYTES_PER_SECOND);
    int port = FreePorts.on(cluster.nodes().stream().map(RackNode::host).toList());
    cluster.nodes().stream()
        .filter(this::isNew)
        .forEach(node -> members.add(new SiteMember(node, test.redis, port, forks)));
  }

  private boolean isNew(RackNode node) {
    return !node.dc().equals(cluster.node(0).dc());
  }

  private void fill() {
    byte[] value = new byte[BYTES];
    try (Jedis jedis = Checks.client(cluster.node(0).dynomite().client());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        random.nextBytes(value);
        pipeline.set(("site:" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII), value);
        if (i % 500 == 0) {
          pipeline.sync();
        }
      }
    }
    for (int rack = 0; rack <= RACKS; rack++) {
      int at = rack;
      Await.until(
          () -> "all keys in rack " + at,
          LIMIT,
          () -> cluster.nodesOf(at).stream().mapToLong(n -> n.redis().keys()).sum() == KEYS);
    }
    for (RackNode node : cluster.nodes()) {
      if (isNew(node)) {
        try (Jedis jedis = node.redis().client()) {
          jedis.flushAll();
        }
      }
    }
  }

  private String keyOf(RackNode node) {
    RackNode source =
        cluster.nodesOf(0).stream().filter(n -> n.tokens().equals(node.tokens())).findFirst().get();
    try (Jedis jedis = source.redis().client()) {
      return jedis.keys("site:*").iterator().next();
    }
  }

  /**
   * Bootstraps the site.
   *
   * @param victims how many processes are killed meanwhile
   */
  void play(int victims) throws Exception {
    members.parallelStream().forEach(SiteMember::startDaemon);
    members.forEach(SiteMember::awaitClosed);
    loads.add(writes(cluster.node(0), "o:"));
    Await.until("writes flow", LIMIT, () -> loads.get(0).acked() > WRITES);
    loads.add(writes(cluster.node(1), "n:"));
    for (SiteMember member : members) {
      member.startReads(keyOf(member.node()));
    }
    long before = way.bytesOfRedis();
    beganNanos = Clock.nanos();
    coordinate();
    List<Integer> moments = random.ints(victims, 0, LONGEST_MILLIS).sorted().boxed().toList();
    for (int moment : moments) {
      Await.until("the moment", LIMIT, () -> ended() || millis() >= moment);
      if (!ended()) {
        kill(Victim.values()[random.nextInt(Victim.values().length)]);
      }
    }
    Await.until(() -> "the end: " + this, LIMIT, this::ended);
    seconds = millis() / 1e3;
    fetched = way.bytesOfRedis() - before;
    assertEquals(this + "\n" + dir.read("out") + dir.read("err"), 0, coordinator.exitValue());
    members.forEach(SiteMember::assertServes);
    loads.forEach(WriteLoad::stop);
    for (int rack = 1; rack <= RACKS; rack++) {
      AllKeys.awaitSame(
          cluster.nodesOf(rack).stream().map(RackNode::redis).toList(),
          cluster.nodesOf(0).stream().map(RackNode::redis).toList(),
          Scenario.LIMIT);
    }
    members.forEach(SiteMember::assertNoEarlyRead);
  }

  private WriteLoad writes(RackNode through, String prefix) {
    Workload writes =
        EVERY_TYPE ? RingWrites.of(prefix, 700, 1) : Workload.versions(prefix, 700, 20);
    return WriteLoad.start(through.dynomite().client(), writes, WRITES);
  }

  private long millis() {
    return (Clock.nanos() - beganNanos) / 1_000_000;
  }

  /** A coordinator that was killed, or that gave up, is started again. */
  private boolean ended() throws IOException {
    if (coordinator.isAlive()) {
      return false;
    }
    if (coordinator.exitValue() != 0 && coordinators < 12) {
      kills.add(
          String.format(Locale.ROOT, "%.1f s: exit %d", millis() / 1e3, coordinator.exitValue()));
      coordinate();
      return false;
    }
    return true;
  }

  private void coordinate() throws IOException {
    SiteMember first = members.get(0);
    List<String> command =
        BuiltJar.command(
            "site",
            "bootstrap",
            "--from",
            cluster.node(0).dc(),
            "--timeout",
            "600",
            "--dynomite-yml",
            first.node().dynomite().yml().toString(),
            "--jmx-port",
            Integer.toString(first.jmxPort()),
            "-D",
            "jmx.host=" + first.node().host());
    coordinators++;
    coordinator =
        new ProcessBuilder(command)
            .redirectOutput(dir.file("out").toFile())
            .redirectError(dir.file("err").toFile())
            .start();
  }

  private void kill(Victim victim) {
    SiteMember member = members.get(random.nextInt(members.size()));
    String name = victim == Victim.COORDINATOR ? "" : " of " + member.node().host();
    switch (victim) {
      case COORDINATOR -> Children.kill(coordinator);
      case DAEMON -> member.restartDaemon();
      case REDIS -> member.killRedis();
      case DYNOMITE -> member.killDynomite();
      default -> {
        // Not the one through which the writes enter.
        RackNode distant = cluster.node(0, NODES - 1);
        name = " of " + distant.host();
        distant.dynomite().kill();
        distant.dynomite().start();
      }
    }
    kills.add(String.format(Locale.ROOT, "%.1f s: %s%s", millis() / 1e3, victim, name));
  }

  /** Returns the bytes that crossed the long way, relative to the data. */
  double crossed() {
    return fetched / ((double) KEYS * BYTES);
  }

  void logs() {
    members.forEach(SiteMember::printLog);
    System.out.println(dir.read("out") + dir.read("err"));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d racks x %d nodes, %s: %.1f s, %d coordinators, %.1f MB of data, %.1f MB fetched from"
            + " afar (%.2f), %.1f MB of writes and probes; %s; early reads %s",
        RACKS,
        NODES,
        forks ? "replication" : "copy",
        seconds,
        coordinators,
        KEYS * (double) BYTES / 1e6,
        fetched / 1e6,
        crossed(),
        way.otherBytes() / 1e6,
        kills,
        members.stream().map(SiteMember::earlyReads).filter(text -> !text.isEmpty()).toList());
  }

  @Override
  public void close() {
    if (coordinator != null) {
      Children.kill(coordinator);
    }
    loads.forEach(WriteLoad::close);
    members.forEach(SiteMember::close);
    cluster.close();
    way.close();
    dir.close();
  }
}
