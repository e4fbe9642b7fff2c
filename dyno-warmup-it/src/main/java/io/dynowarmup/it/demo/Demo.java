// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.demo;

import com.google.gson.JsonObject;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.bench.measure.BareReplication;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * The demo: two racks of real Redis and Dynomite, clients that write through the warm node all the
 * time, and a cold node that is warmed. Exits with 0 if no key is missing or different, otherwise
 * with 1. Settings: {@code -Ddemo.keys=300000}, {@code -Ddemo.value.bytes=200}, {@code
 * -Ddemo.writes.per.second=2000}, {@code -Ddynomite.binary=}.
 */
public final class Demo {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int keys = Integer.getInteger("demo.keys", 300_000);
  private final int valueBytes = Integer.getInteger("demo.value.bytes", 200);
  private final int writesPerSecond = Integer.getInteger("demo.writes.per.second", 2_000);
  private final PrintStream out = System.out;

  private Demo() {}

  /** Runs the demo. */
  public static void main(String[] args) throws Exception {
    boolean same = new Demo().run();
    System.exit(same ? 0 : 1);
  }

  private boolean run() throws Exception {
    RedisBinary binary = RedisBinary.newest();
    String dynomite =
        RealDynomite.binary().isPresent()
            ? "two real Dynomite nodes"
            : "two stand-ins for Dynomite";
    out.println();
    say("Starting two %s servers and %s: one token, two racks.", binary, dynomite);
    try (DynomiteCluster cluster = DynomiteCluster.builder().redis(binary).build().start()) {
      cluster.awaitPeersConnected();
      RackNode warm = cluster.node(0);
      RackNode cold = cluster.node(1);
      Filler.strings(warm.redis(), keys, valueBytes);
      Filler.types(warm.redis(), 1_000);
      say(
          "The warm node holds %,d keys, the cold one %,d.",
          warm.redis().keys(), cold.redis().keys());
      WriteLoad load =
          WriteLoad.start(
              warm.dynomite().client(), Workload.uniqueSets("client:", 20), writesPerSecond);
      Await.until("clients write", LIMIT, () -> load.acked() > writesPerSecond / 10);
      say(
          "Clients write %,d keys a second through the warm node, from now to the end.",
          writesPerSecond);
      say("");
      JsonObject report = new Launcher(cold).run();
      say("");
      long written = load.acked();
      Await.until("more writes", LIMIT, () -> load.acked() > written + writesPerSecond);
      return verdict(cluster, report, load.stop());
    }
  }

  private boolean verdict(DynomiteCluster cluster, JsonObject report, LoadReport load) {
    RedisServer warm = cluster.node(0).redis();
    RedisServer cold = cluster.node(1).redis();
    Await.until("the last writes have arrived", LIMIT, () -> cold.keys() == warm.keys());
    KeyDifference difference = KeyComparer.compare(cold, warm);
    boolean warmed = "WARMED".equals(report.get("outcome").getAsString());
    boolean same = warmed && difference.isNone() && load.acked() == load.sent();
    say("The clients sent %,d writes, %,d were answered with OK.", load.sent(), load.acked());
    say(
        "Compared key by key, type and content: %,d keys; %d missing, %d different.",
        difference.keysThere(),
        difference.missingHere() + difference.missingThere(),
        difference.different());
    double bare = bare(warm);
    say(
        "The warm-up took %,d ms from its first command to the end (%s ms of it in WRITES_ONLY); a"
            + " bare REPLICAOF of the same data %,.0f ms.",
        report.get("elapsedMillis").getAsLong(), report.get("writesOnlyMillis"), bare);
    say(
        same ? "The cold node is warm, and nothing was lost." : "IT DID NOT WORK: %s",
        report.get("reason"));
    out.println();
    return same;
  }

  /** Returns the milliseconds that a bare replication to a third, otherwise idle Redis takes. */
  private static double bare(RedisServer warm) {
    try (RedisServer third = RedisServer.start(RedisBinary.newest())) {
      return BareReplication.millis(warm, third);
    }
  }

  private void say(String text, Object... values) {
    out.printf(Locale.ROOT, text + "%n", values);
    out.flush();
  }
}
