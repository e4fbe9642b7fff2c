// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.warmup.WarmedNode;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints how many keys a second a copy brings over a long link: into an empty node, into a node of
 * another ring that holds some of the keys with old values, and into a node with the same tokens
 * that holds all of them with old values (which is a delta). The source is idle, or serves clients.
 * Settings: {@code -Dbench.pairs=3}, {@code -Dbench.far.keys=20000}, {@code -Dbench.far.ms=20} for
 * each direction.
 */
final class FarBench {
  private static final int KEYS = Integer.getInteger("bench.far.keys", 20_000);
  private static final int MILLIS = Integer.getInteger("bench.far.ms", 20);
  private static final int OPS = Integer.getInteger("bench.far.ops", 1_000);
  private static final int BYTES = 200;
  private static final long TOKEN = 2_000_000_000L;
  private static final Duration LIMIT = Duration.ofHours(1);

  private final DynomiteCluster cluster;
  private final RackNode cold;

  private FarBench(DynomiteCluster cluster) {
    this.cluster = cluster;
    this.cold = cluster.node(1);
  }

  static void run(int pairs) {
    System.out.printf(
        Locale.ROOT,
        "%n%d keys of %d bytes over a link with a round trip of %d ms%n%n%-44s %10s %10s%n",
        KEYS,
        BYTES,
        2 * MILLIS,
        "",
        "seconds",
        "keys/s");
    try (DynomiteCluster same = cluster(TOKEN);
        DynomiteCluster other = cluster(5L)) {
      for (int pair = 0; pair < pairs; pair++) {
        for (int ops : new int[] {0, OPS}) {
          new FarBench(same).line("copy into an empty node", 0, "copy", ops);
          new FarBench(other).line("copy into a node that holds 40 %", KEYS * 2 / 5, "copy", ops);
          new FarBench(same).line("delta, all keys differ", KEYS, "delta", ops);
          new FarBench(same).line("delta, no key differs", -KEYS, "delta", ops);
        }
      }
    }
  }

  private static DynomiteCluster cluster(long token) {
    DynomiteCluster cluster =
        DynomiteCluster.builder()
            .racks(1)
            .tokens(TOKEN)
            .remoteRacks(1)
            .remoteTokens(token)
            .sendingAtOnce()
            .withLinks()
            .build()
            .start();
    cluster.awaitPeersConnected();
    cluster.link(1, 0).redis().delay(MILLIS);
    cluster.link(1, 0).peer().delay(MILLIS);
    cluster.link(0, 1).peer().delay(MILLIS);
    RandomFill.same(cluster.node(0).redis(), KEYS, SourceLoad.value(BYTES));
    return cluster;
  }

  private void line(String name, int held, String strategy, int ops) {
    Bench.empty(cold);
    if (held != 0) {
      RandomFill.same(cold.redis(), Math.abs(held), SourceLoad.value(held < 0 ? BYTES : BYTES / 2));
    }
    SourceLoad load = ops == 0 ? null : SourceLoad.start(cluster.node(0).redis(), ops, KEYS, BYTES);
    try (WarmedNode node = WarmedNode.of(cold)) {
      node.set("remote.datacenters", true)
          .set("strategy", strategy)
          .set("msec.bootstraptime", LIMIT.toMillis());
      node.engine().start(WarmupRequest.manual().forced());
      Await.until(strategy, LIMIT, () -> !node.engine().status().running());
      WarmupStatus end = node.engine().status();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
        throw new IllegalStateException(end.strategy() + " " + end.outcome() + " " + end.reason());
      }
      double seconds = end.elapsedMillis() / 1e3;
      System.out.printf(
          Locale.ROOT,
          "%-44s %10.1f %10.0f %s %s%n",
          name + (ops == 0 ? "" : ", source busy"),
          seconds,
          KEYS / seconds,
          end.strategy(),
          end.phaseMillis());
    } finally {
      if (load != null) {
        load.close();
      }
    }
  }
}
