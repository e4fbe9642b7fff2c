// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.chunk;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.TokenRange;
import io.dynowarmup.topology.yml.DynomiteSettings;
import java.util.List;

/** The hashes of a node and how its cluster divides the keys, for chunks. Pure functions. */
public final class ChunkNode {
  private ChunkNode() {}

  /**
   * Returns the hash of the cluster.
   *
   * @throws WarmupException NO_TOPOLOGY if it is not supported
   */
  static KeyHash hash(Topology topology) {
    DynomiteSettings dynomite = topology.dynomite();
    if (!dynomite.hash().supported()) {
      throw new WarmupException(
          Reason.NO_TOPOLOGY,
          "the cluster's hash "
              + dynomite.hash().configName()
              + " cannot be computed, so its keys cannot be divided into slices");
    }
    return new KeyHash(dynomite.hash(), dynomite.hashTag());
  }

  /** Returns the hashes of this node; all of them if no other node of its rack is known. */
  static HashRanges ranges(Topology topology) {
    if (topology.keyRange().whole()) {
      return HashRanges.ALL;
    }
    return of(topology.ranges());
  }

  private static HashRanges of(List<TokenRange> tokens) {
    HashRanges ranges = HashRanges.NONE;
    for (TokenRange range : tokens) {
      ranges = ranges.plus(range.after(), range.upTo());
    }
    return ranges;
  }

  /**
   * Returns what this node needs from a store for a part of its range.
   *
   * @throws WarmupException as {@link #scope(WarmupConfig, Topology)} throws
   */
  public static ChunkScope scope(WarmupConfig config, Topology topology, List<TokenRange> part) {
    return ChunkScope.of(config.chunks().cluster(), hash(topology), of(part));
  }

  /**
   * Returns what this node needs from a store.
   *
   * @throws WarmupException NO_TOPOLOGY if the hash of the cluster is not supported
   */
  public static ChunkScope scope(WarmupConfig config, Topology topology) {
    return ChunkScope.of(config.chunks().cluster(), hash(topology), ranges(topology));
  }
}
