// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.Peer;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.keep.KeyCounts;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.TokenRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hashes of the nodes to warm. */
final class TargetRanges {
  private TargetRanges() {}

  /**
   * @param all all nodes of the cluster
   */
  static Map<NodeReading, HashRanges> of(List<NodeReading> to, List<NodeReading> all) {
    List<Peer> peers = all.stream().map(TargetRanges::peer).collect(Collectors.toList());
    Map<NodeReading, HashRanges> ranges = new LinkedHashMap<>();
    for (RackRing ring : RackRing.of(peers, Collections.emptyList())) {
      for (NodeReading reading : to) {
        Peer peer = peer(reading);
        if (ring.isRack(peer.rack(), peer.datacenter())) {
          HashRanges own = HashRanges.NONE;
          for (TokenRange range : ring.ring().ranges(peer.tokens())) {
            own = own.plus(range.after(), range.upTo());
          }
          ranges.put(reading, own);
        }
      }
    }
    return ranges;
  }

  /** Returns a node with the tokens that its daemon reports: /cluster_describe lists only one. */
  private static Peer peer(NodeReading reading) {
    Peer peer = reading.member().peer();
    String tokens = reading.values().text("NodeTokens");
    return tokens.isEmpty()
        ? peer
        : Peer.of(
            peer.redis(),
            peer.dynomite(),
            peer.rack(),
            peer.datacenter(),
            Arrays.stream(tokens.split(",")).map(Long::valueOf).collect(Collectors.toList()));
  }

  /**
   * Compares how many keys each rack holds with its dumps, in a line for each. Each run has
   * compared its node itself, if there is a live source.
   *
   * @param newestFirst the dumps
   * @param targets nodes that were read, with their hashes
   */
  static List<String> counts(List<Manifest> newestFirst, Map<WarmNode, HashRanges> targets) {
    Map<String, HashRanges> ranges = new TreeMap<>();
    Map<String, Long> keys = new TreeMap<>();
    targets.forEach(
        (node, hashes) -> {
          String rack = node.peer().datacenter() + "/" + node.peer().rack();
          ranges.merge(rack, hashes, TargetRanges::union);
          keys.merge(rack, Math.max(0, node.last().number("Keys")), Long::sum);
        });
    List<String> lines = new ArrayList<>();
    ranges.forEach(
        (rack, hashes) ->
            lines.add("rack " + rack + " " + KeyCounts.text(newestFirst, hashes, keys.get(rack))));
    return lines;
  }

  private static HashRanges union(HashRanges a, HashRanges b) {
    return HashRanges.ALL.minus(HashRanges.ALL.minus(a).minus(b));
  }
}
