// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Kills a copy from the three nodes of another ring under writes, and starts it again. The node is
 * the only one of its ring, so that it holds the keys of all three.
 */
final class KilledShares extends KillScenario {
  private static final Long[] OLD = {500_000_000L, 2_000_000_000L, 4_000_000_000L};
  private static final int KEYS = 6_000;

  /** The bulk of each part takes about half a second. */
  private static final int RATE = 4_000;

  private static final Duration LIMIT = Duration.ofSeconds(180);

  /** A step of the first part by its phase, or of any part, and for how long it lasts. */
  private enum Step {
    ANY("", 12_000),
    FIRST_PART("TRANSFER", 3_000),
    LATER_PARTS("TRANSFER", 10_000),
    CATCH_UP("CATCH_UP", 300),
    HAND_OVER("HAND_OVER", 100);

    private final String phase;
    private final int millis;

    Step(String phase, int millis) {
      this.phase = phase;
      this.millis = millis;
    }
  }

  private final Step step;
  private String killedIn = "";
  private String next = "";

  KilledShares(int number) {
    super(
        number,
        "killed-shares",
        LIMIT,
        DynomiteCluster.builder().racks(1).tokens(OLD).remoteRacks(1).remoteTokens(5L));
    step = Step.values()[number % Step.values().length];
  }

  @Override
  void play() throws IOException, InterruptedException {
    cluster.awaitPeersConnected();
    fill();
    empty();
    write(Workload.versions("v:", 1_500, 20), 300);
    write(Workload.uniqueSets("w:", 20), 200);
    while (killedIn.isEmpty()) {
      kill();
    }
    try (RunProgram last = start("last")) {
      next = toTheEnd(last);
    }
    assertServes();
    assertNothingIsLost(loads);
  }

  private void fill() {
    InetSocketAddress client = source().dynomite().client();
    try (Jedis jedis =
            new Jedis(
                new HostAndPort(client.getHostString(), client.getPort()),
                DefaultJedisClientConfig.builder()
                    .timeoutMillis(10_000)
                    .autoNegotiateProtocol(false)
                    .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                    .build());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("key:" + i, "value " + i);
      }
    }
    Await.until("keys of both rings", LIMIT, () -> compare().isNone());
  }

  private RunProgram start(String log) throws IOException {
    return RunProgram.start(
        cold(), dir, log, "remote.datacenters=true", "delta.keys.per.second=" + RATE);
  }

  /** Kills a run. A run that ends before the kill does not count, nor does what it copied. */
  private void kill() throws IOException {
    try (RunProgram run = start("killed")) {
      Await.until(run::said, LIMIT, () -> !run.isRunning() || reached());
      pass(random.nextInt(step.millis));
      if (run.kill()) {
        String phase = RunProgram.phase(dir);
        killedIn =
            (phase.isEmpty() ? "no phase" : phase)
                + " with Dynomite "
                + EndState.of(cold()).dynomite();
        return;
      }
    }
    RunProgram.forget(dir);
    empty();
  }

  private boolean reached() {
    return step.phase.isEmpty() || RunProgram.phase(dir).equals(step.phase);
  }

  /** Compares the node with the three nodes of the other ring together. */
  @Override
  KeyDifference compare() {
    long here = 0;
    long there = 0;
    long missing = 0;
    long different = 0;
    List<String> examples = new ArrayList<>();
    for (RackNode old : cluster.nodesOf(0)) {
      KeyDifference one = KeyComparer.compare(cold().redis(), old.redis(), OURS);
      here = one.keysHere();
      there += one.keysThere();
      missing += one.missingHere();
      different += one.different();
      one.examples().stream().filter(e -> !e.contains("missing there")).forEach(examples::add);
    }
    return new KeyDifference(here, there, missing, Math.abs(here - there), different, examples);
  }

  @Override
  public String toString() {
    return "aimed at " + step + ", killed in " + killedIn + ", then: " + next;
  }
}
