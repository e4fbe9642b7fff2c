// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import org.immutables.value.Value;

/** The cluster whose keys a node needs, and the range of those keys. */
@Value.Immutable(builder = false)
public abstract class ChunkScope {
  ChunkScope() {}

  public static ChunkScope of(String cluster, KeyHash hash, HashRanges ranges) {
    return ImmutableChunkScope.of(cluster, hash, ranges);
  }

  /** Returns the name of the cluster whose dumps are used. */
  public abstract String cluster();

  /** Returns the hash by which this node's cluster divides its keys. */
  public abstract KeyHash hash();

  /** Returns the hashes that the node needs. */
  public abstract HashRanges ranges();
}
