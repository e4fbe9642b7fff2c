// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/**
 * Prints the cost of the comparison with the source: the time of a warm-up with and without it, in
 * turn, and the additional commands at the source.
 */
final class ProofBench {
  private static final int VALUE_BYTES = 1_000;
  private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

  private ProofBench() {}

  static void run(int largestMb, int pairs) {
    System.out.println();
    System.out.println(
        "A warm-up (first command to NORMAL) with the comparison at its end and without, in turn");
    System.out.println();
    System.out.printf(
        "%-10s %12s %12s %8s %12s   %s%n",
        "data", "without ms", "with ms", "ratio", "more by ms", "each pair");
    measure("1000 keys", 1_000, 100, pairs);
    measure(largestMb + " MB", largestMb * 1_000L, VALUE_BYTES, pairs);
  }

  private static void measure(String name, long keys, int bytes, int pairs) {
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RandomFill.fill(source, keys, bytes);
      RackNode cold = cluster.node(1);
      warmUp(source, cold, true);
      double[] without = new double[pairs];
      double[] with = new double[pairs];
      StringBuilder each = new StringBuilder();
      Map<String, Long> more = new TreeMap<>();
      for (int i = 0; i < pairs; i++) {
        // The order alternates, so each variant runs first equally often.
        Run first = warmUp(source, cold, i % 2 != 0);
        Run second = warmUp(source, cold, i % 2 == 0);
        Run bare = i % 2 == 0 ? first : second;
        Run proven = i % 2 == 0 ? second : first;
        without[i] = bare.millis;
        with[i] = proven.millis;
        each.append(String.format(Locale.ROOT, "%.0f/%.0f ", proven.millis, bare.millis));
        more = proven.beyond(bare);
      }
      double base = Bench.median(without);
      double proven = Bench.median(with);
      System.out.printf(
          Locale.ROOT,
          "%-10s %12.0f %12.0f %8.2f %12.0f   %s%n",
          name,
          base,
          proven,
          proven / base,
          proven - base,
          each);
      System.out.println("           more commands at the source, those of scripts too: " + more);
    }
  }

  private record Run(double millis, Map<String, Long> calls) {
    Map<String, Long> beyond(Run other) {
      Map<String, Long> more = new TreeMap<>();
      calls.forEach(
          (command, count) -> {
            long difference = count - other.calls.getOrDefault(command, 0L);
            if (difference != 0) {
              more.put(command, difference);
            }
          });
      return more;
    }
  }

  private static Run warmUp(RedisServer source, RackNode cold, boolean proof) {
    Bench.empty(cold);
    try (WarmedNode node = WarmedNode.of(cold)) {
      if (!proof) {
        node.withoutProof();
      }
      Map<String, Long> before = calls(source);
      WarmupStatus end = node.atStartup();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED || end.proof().counted() != proof) {
        throw new IllegalStateException(end.outcome() + " " + end.reason() + ", " + end.proof());
      }
      Map<String, Long> calls = calls(source);
      before.forEach((command, count) -> calls.merge(command, -count, Long::sum));
      return new Run(end.elapsedMillis(), calls);
    }
  }

  private static Map<String, Long> calls(RedisServer redis) {
    Map<String, Long> calls = new TreeMap<>();
    try (Jedis jedis = redis.client()) {
      Matcher line = CALLS.matcher(jedis.info("commandstats"));
      while (line.find()) {
        calls.put(line.group(1), Long.valueOf(line.group(2)));
      }
    }
    return calls;
  }
}
