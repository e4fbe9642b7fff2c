// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.keep;

import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.chunk.load.LoadPlan;
import io.dynowarmup.unit.Units;
import java.util.List;

/** Compares how many keys a copy holds with how many its dumps contain. Pure functions. */
public final class KeyCounts {
  private static final int PART_OF_MANY = 10;

  private KeyCounts() {}

  /**
   * Returns how many keys a copy holds, and the difference from the dumps.
   *
   * @param newestFirst the dumps that were loaded
   * @param hashes all hashes of the copy
   * @param held number of keys of the copy
   */
  public static String text(List<Manifest> newestFirst, HashRanges hashes, long held) {
    String holds = "holds " + Units.keys(held) + ", ";
    ChunkScope scope =
        ChunkScope.of(
            newestFirst.get(0).dump().cluster(), newestFirst.get(0).dump().keyHash(), hashes);
    LoadPlan plan = LoadPlan.of(newestFirst, scope, refused -> {});
    boolean whole =
        plan.missing().isEmpty()
            && plan.parts().stream().allMatch(p -> p.hashes().equals(p.manifest().ranges()));
    if (!whole) {
      return holds + "and cannot be compared: the dumps are of other ranges";
    }
    long dumped = plan.parts().stream().mapToLong(p -> p.manifest().keys()).sum();
    return holds + difference(held - dumped, dumped);
  }

  private static String difference(long more, long dumped) {
    if (more == 0) {
      return "as many as the dumps";
    }
    String than = Math.abs(more) + (more > 0 ? " more" : " fewer") + " than the dumps";
    return Math.abs(more) * PART_OF_MANY > dumped
        ? than + ": that is many, if clients have not written or keys have not expired since"
        : than;
  }
}
