// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.Peer;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares each reading of the data centre that has the data with the earlier ones. A node that has
 * lost most of its keys meanwhile is no source, whatever its state. Used by one thread.
 */
final class SourceReadings implements ServingNodes {
  /** A node that only did not answer in time may still serve; its run finds out. */
  private static final List<String> UNKNOWN =
      Arrays.asList(NodeState.UNKNOWN.name(), NodeState.DOWN.name());

  private final Reader reader;
  private final Set<Peer> served = new HashSet<>();
  private final Map<Peer, Long> most = new HashMap<>();
  private List<NodeReading> first;

  /**
   * @param first what {@link #read} returns when it is first called
   */
  SourceReadings(List<NodeReading> first, Reader reader) {
    this.first = first;
    this.reader = reader;
  }

  /** Reads the nodes of the data centre. */
  interface Reader {
    List<NodeReading> read() throws InterruptedException;
  }

  @Override
  public Serving read() throws InterruptedException {
    List<Peer> peers = new ArrayList<>();
    Map<Peer, String> emptied = new LinkedHashMap<>();
    List<NodeReading> readings = first == null ? reader.read() : first;
    first = null;
    for (NodeReading reading : readings) {
      Peer peer = reading.member().peer();
      long keys = reading.values().number("Keys");
      long before = most.merge(peer, keys, Math::max);
      if (keys >= 0 && KeyShare.isLessThanHalf(keys, before)) {
        emptied.put(peer, "had " + Units.keys(before) + " and has " + Units.keys(keys) + " now");
      } else if (serves(peer, reading.state())) {
        peers.add(peer);
      }
    }
    return new Serving(peers, emptied);
  }

  private boolean serves(Peer peer, String state) {
    if (UNKNOWN.contains(state)) {
      return served.contains(peer);
    }
    boolean serves = state.equals(NodeState.SERVING.name());
    if (serves) {
      served.add(peer);
    } else {
      served.remove(peer);
    }
    return serves;
  }
}
