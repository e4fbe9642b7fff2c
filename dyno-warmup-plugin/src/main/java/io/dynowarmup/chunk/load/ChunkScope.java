// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import java.util.Collections;
import java.util.List;
import org.immutables.value.Value;

/** The cluster whose keys a node needs, and the range of those keys. */
@Value.Immutable(builder = false)
public abstract class ChunkScope {
  ChunkScope() {}

  public static ChunkScope of(String cluster, KeyHash hash, HashRanges ranges) {
    return ImmutableChunkScope.of(cluster, hash, ranges, Collections.emptyList());
  }

  /**
   * Returns a copy that is loaded from some dumps only.
   *
   * @param ids empty for the newest dumps
   */
  public ChunkScope ofDumps(List<String> ids) {
    return ImmutableChunkScope.of(cluster(), hash(), ranges(), ids);
  }

  /** Returns a copy without some hashes. */
  ChunkScope without(HashRanges hashes) {
    return ImmutableChunkScope.of(cluster(), hash(), ranges().minus(hashes), dumps());
  }

  /** Returns the name of the cluster whose dumps are used. */
  public abstract String cluster();

  /** Returns the hash by which this node's cluster divides its keys. */
  public abstract KeyHash hash();

  /** Returns the hashes that the node needs. */
  public abstract HashRanges ranges();

  /** Returns the ids of the only dumps that are used; empty for the newest ones. */
  public abstract List<String> dumps();
}
