// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The bytes that the runs of one node have copied, as they were read last. */
final class RunBytes {
  private final Map<String, Long> afar = new HashMap<>();
  private final Map<String, Long> near = new HashMap<>();

  /**
   * Sets what a run has copied so far.
   *
   * @param bytes -1 if unknown; then the last number stays
   */
  void set(String run, long bytes, boolean fromAfar) {
    Map<String, Long> runs = fromAfar ? afar : near;
    if (bytes >= 0) {
      afar.remove(run);
      near.remove(run);
      runs.put(run, bytes);
    }
  }

  /** Returns the bytes of all runs; empty if unknown. */
  OptionalLong all() {
    return afar.isEmpty() && near.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(fromAfar() + sum(near));
  }

  /** Returns the bytes that came from another data centre. */
  long fromAfar() {
    return sum(afar);
  }

  private static long sum(Map<String, Long> runs) {
    return runs.values().stream().mapToLong(Long::longValue).sum();
  }
}
