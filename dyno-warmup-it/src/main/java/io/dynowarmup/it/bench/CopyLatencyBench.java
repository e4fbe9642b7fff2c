// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;

/**
 * Compares the p99 latency of the source's own clients during a copy to an empty node at the
 * default throttle with their latency without one, and beside a bare REPLICAOF.
 */
final class CopyLatencyBench extends LatencyPairs {
  private final RedisServer source;

  private CopyLatencyBench(RedisServer source, RackNode cold, SourceLoad load) {
    super(cold, load);
    this.source = source;
  }

  static void run() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, undisturbed, during a copy"
            + " and%nduring a bare REPLICAOF, both to an empty node; %s; everything on this"
            + " machine's %d cores.%n%n",
        MEGABYTES,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    underLoad(
        source -> RandomFill.same(source, KEYS, SourceLoad.value(VALUE_BYTES)),
        (cluster, load) ->
            new CopyLatencyBench(cluster.node(0).redis(), cluster.node(1), load).pairs());
  }

  private void pairs() {
    besideReplication(source, "copy", "copy s", seconds -> seconds, this::copy);
  }

  private TimedRun copy() {
    Bench.empty(cold);
    rest();
    try (WarmedNode node = WarmedNode.of(cold)) {
      return timed(node.set("strategy", "copy"));
    }
  }
}
