// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Prints how many keys a second a delta and a full verification compare, in turn, with the same
 * data on both sides: first on an idle source, then on one that clients use. Of that one it also
 * prints the latencies, beside those of the undisturbed source.
 */
final class VerifyBench {
  private static final int KEYS = Integer.getInteger("bench.verify.keys", 400_000);
  private static final int VALUE_BYTES = 200;
  private static final int COMMANDS_PER_SECOND = 5_000;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final long UNDISTURBED_NANOS = Duration.ofSeconds(10).toNanos();

  private VerifyBench() {}

  static void run(int pairs) {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "a full verification beside a delta that finds nothing to copy: %d keys of %d bytes%n%n",
        KEYS,
        VALUE_BYTES);
    System.out.printf(
        "%-26s %16s %22s %8s   %s%n",
        "source", "delta keys/s", "verification keys/s", "ratio", "ms p50/p99/max");
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      fill(source);
      KeysBench.copy(source, cluster.node(1).redis());
      for (int i = 0; i < pairs; i++) {
        row("idle", delta(cluster.node(1)), verification(cluster.node(1)), "");
      }
      for (int i = 0; i < pairs; i++) {
        busy(cluster.node(1), source);
      }
    }
  }

  /** Fills the source with the values that the load writes, so that it changes no value. */
  private static void fill(RedisServer source) {
    byte[] value = SourceLoad.value(VALUE_BYTES);
    try (Jedis jedis = source.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set(("key:" + i).getBytes(StandardCharsets.US_ASCII), value);
      }
      pipeline.sync();
    }
  }

  private static void busy(RackNode node, RedisServer source) {
    try (SourceLoad load = SourceLoad.start(source, COMMANDS_PER_SECOND, KEYS, VALUE_BYTES)) {
      load.begin();
      Clock.pass(UNDISTURBED_NANOS);
      String undisturbed = load.end().text();
      load.begin();
      double delta = delta(node);
      String beside = load.end().text();
      load.begin();
      double verification = verification(node);
      String latencies =
          String.format(
              "undisturbed %s, delta %s, verification %s", undisturbed, beside, load.end().text());
      row(COMMANDS_PER_SECOND + " commands/s", delta, verification, latencies);
    }
  }

  private static void row(String source, double delta, double verification, String latencies) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %16.0f %22.0f %8.2f   %s%n",
        source,
        delta,
        verification,
        verification / delta,
        latencies);
  }

  /** Returns the keys that a delta compares in a second of its TRANSFER. */
  private static double delta(RackNode cold) {
    try (WarmedNode node = WarmedNode.of(cold)) {
      WarmupStatus end = node.set("strategy", "delta").set("force", true).byHand();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
        throw new IllegalStateException(end.outcome() + " " + end.reason());
      }
      return KEYS * 1e3 / end.phaseMillis().get(WarmupPhase.TRANSFER);
    }
  }

  private static double verification(RackNode warm) {
    try (WarmedNode node = WarmedNode.of(warm)) {
      node.engine().verify("full");
      Await.until(
          () -> "the end of " + node.engine().verification(),
          LIMIT,
          () -> node.engine().verification().state() != VerifyReport.State.RUNNING);
      VerifyReport report = node.engine().verification();
      if (report.state() != VerifyReport.State.DONE) {
        throw new IllegalStateException(report.text());
      }
      return report.peers().get(0).compared() * 1e3 / report.elapsedMillis();
    }
  }
}
