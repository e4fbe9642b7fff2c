// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import java.util.Locale;

/**
 * Prints, in one run and with the same data, the time of a bare REPLICAOF, of a copy, of a dump and
 * of loading it, by populators and by the node itself, and the size of the chunks beside that of an
 * RDB file. Then it counts what the source does while three nodes are warmed from one dump.
 */
public final class ChunkBench {
  private ChunkBench() {}

  /**
   * Runs the benchmark.
   *
   * @param megabytes of values
   * @param rounds how often each is measured, in turn
   * @param bytes the only size of values; empty for 200, 1,000 and 10,000
   */
  public static void run(int megabytes, int rounds, String bytes) {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "chunks beside REPLICAOF and copy, %d MB of values; idle source, the store is a"
            + " directory;%n%s; everything on this machine's %d cores; MB are 10^6 bytes of"
            + " values.%nCPU: seconds of the source, of the node's Redis and of the JVM with all"
            + " the rest.%nWanted at 1,000 bytes: dump and populate 60 MB/s, chunks at most 1.2"
            + " times the RDB.%n",
        megabytes,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    List<Integer> sizes = bytes.isEmpty() ? List.of(200, 1_000, 10_000) : List.of(integer(bytes));
    for (int size : sizes) {
      ChunkRounds.measure(Values.JSON, megabytes, size, rounds);
    }
    ChunkRounds.measure(Values.RANDOM, megabytes, 1_000, rounds);
  }

  private static int integer(String bytes) {
    return Integer.parseInt(bytes);
  }
}
