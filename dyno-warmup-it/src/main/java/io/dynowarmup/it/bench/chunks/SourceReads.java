// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.bench.measure.Cost;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.List;
import java.util.Locale;

/** Counts what the source of three nodes reads and sends, by INFO stats of its Redis. */
final class SourceReads {
  private final RedisServer source;
  private final RackNode dumped;
  private final List<RackNode> nodes;
  private final long keys;

  SourceReads(DynomiteCluster cluster, long keys) {
    this.dumped = cluster.node(0);
    this.source = dumped.redis();
    this.nodes = cluster.nodes().subList(1, 4);
    this.keys = keys;
  }

  void print() {
    System.out.printf(
        "%nthe source while three nodes are warmed: MB sent, keyspace hits (a dump asks%n"
            + "for type, value and time to live of each key), CPU s%n");
    try (TempDir dir = TempDir.create("bench-store");
        WarmedNode node = WarmedNode.of(dumped)) {
      node.set("chunks.store", ChunkRounds.store(dir));
      Manifest[] dump = new Manifest[1];
      line("one dump", () -> dump[0] = node.dump());
      LocalPopulators populators = new LocalPopulators(ChunkRounds.store(dir));
      line("populate, 3 nodes", () -> nodes.forEach(cold -> populate(populators, dump[0], cold)));
      String three = ChunkRounds.store(dir);
      line("snapshot, 3 runs", () -> nodes.forEach(cold -> warm(cold, "snapshot", three)));
    }
    line("copy, 3 runs", () -> nodes.forEach(cold -> warm(cold, "copy", "")));
  }

  private void populate(LocalPopulators populators, Manifest dump, RackNode cold) {
    ChunkRounds.empty(cold);
    populators.admit(cold);
    populators.load(dump, cold, 2, new Cost(source, cold.redis()));
    populators.lift(cold);
  }

  private void warm(RackNode cold, String strategy, String store) {
    ChunkRounds.empty(cold);
    ChunkRounds.run(cold, dumped.rack(), strategy, store, new Cost(source, cold.redis()));
  }

  private void line(String name, Runnable work) {
    double[] before = counters();
    work.run();
    double[] after = counters();
    System.out.printf(
        Locale.ROOT,
        "%-22s %10.1f MB %,14.0f hits (%.2f times the keys) %10.2f s%n",
        name,
        (after[0] - before[0]) / 1e6,
        after[1] - before[1],
        (after[1] - before[1]) / keys,
        after[2] - before[2]);
  }

  private double[] counters() {
    return new double[] {
      Double.parseDouble(source.info("stats", "total_net_output_bytes")),
      Double.parseDouble(source.info("stats", "keyspace_hits")),
      Double.parseDouble(source.info("cpu", "used_cpu_user"))
          + Double.parseDouble(source.info("cpu", "used_cpu_sys"))
    };
  }
}
