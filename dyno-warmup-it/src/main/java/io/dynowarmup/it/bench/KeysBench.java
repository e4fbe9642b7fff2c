// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import com.google.gson.JsonObject;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.demo.Launcher;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Prints how long a delta takes as the number of small keys grows. One key in a hundred has
 * changed. The delta runs in a separate JVM with a heap of 64 MB. If its memory grew with the
 * number of keys, it would end with an OutOfMemoryError.
 */
final class KeysBench {
  private static final long MOST = Long.getLong("bench.keys", 10_000_000);
  private static final int VALUE_BYTES = 10;
  private static final String HEAP = "-Xmx64m";
  private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

  private KeysBench() {}

  static void run() throws Exception {
    StringBuilder rows = new StringBuilder();
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RackNode cold = cluster.node(1);
      for (long keys : new long[] {MOST / 10, MOST / 5, MOST / 2, MOST}) {
        RandomFill.fill(source, keys, VALUE_BYTES);
        copy(source, cold.redis());
        change(source, keys);
        rows.append(measure(cold, source, keys));
      }
    }
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "delta over keys of %d bytes, 1 %% of them changed, in a JVM with %s%n%n",
        VALUE_BYTES,
        HEAP);
    System.out.printf(
        "%12s %10s %22s %28s%n",
        "keys", "seconds", "seconds per million", "heap after collections MB");
    System.out.print(rows);
  }

  /** Makes both sides hold the same keys. */
  static void copy(RedisServer source, RedisServer cold) {
    try (Jedis to = cold.client()) {
      to.replicaof(source.host(), source.port());
      LatencyPairs.awaitStream(to);
      to.replicaofNoOne();
    }
  }

  private static void change(RedisServer source, long keys) {
    try (Jedis jedis = source.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (long i = 0; i < keys; i += 100) {
        pipeline.set(
            ("key:" + i).getBytes(StandardCharsets.US_ASCII),
            "changed".getBytes(StandardCharsets.US_ASCII));
      }
      pipeline.sync();
    }
  }

  private static String measure(RackNode cold, RedisServer source, long keys) throws Exception {
    try (TempDir dir = TempDir.create("keys-bench")) {
      Path collections = dir.path().resolve("gc");
      JsonObject report =
          new Launcher(cold)
              .jvm(HEAP, "-Xlog:gc:file=" + collections)
              .run("-D", "strategy=delta", "-D", "msec.bootstraptime=3600000");
      if (!report.get("outcome").getAsString().equals("WARMED")) {
        throw new IllegalStateException(report.toString());
      }
      KeyDifference difference = KeyComparer.compare(cold.redis(), source);
      if (!difference.isNone()) {
        throw new IllegalStateException(difference.toString());
      }
      double seconds = report.get("elapsedMillis").getAsLong() / 1e3;
      return String.format(
          Locale.ROOT,
          "%12d %10.1f %22.1f %28d%n",
          keys,
          seconds,
          seconds * 1e6 / keys,
          most(Files.readString(collections)));
    }
  }

  private static long most(String log) {
    long most = 0;
    Matcher after = AFTER_COLLECTION.matcher(log);
    while (after.find()) {
      most = Math.max(most, Long.parseLong(after.group(1)));
    }
    return most;
  }
}
