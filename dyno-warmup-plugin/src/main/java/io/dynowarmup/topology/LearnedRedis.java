// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Replaces the assumed Redis of each peer by the one that its Dynomite reports. Pure. */
final class LearnedRedis {
  private static final int MOST_TOLD = 4;

  private final TopologyParts before;
  private final List<PeerAnswer> answers;
  private final List<String> told = new ArrayList<>();
  private final Map<Peer, Endpoint> admins = new HashMap<>();

  LearnedRedis(TopologyParts before, List<PeerAnswer> answers) {
    this.before = before;
    this.answers = answers;
  }

  /**
   * Returns the topology with the reported servers.
   *
   * @param asked the peers whose Dynomites were asked
   */
  TopologyParts of(List<Peer> asked) {
    Map<Peer, Peer> known = new HashMap<>();
    for (Peer peer : asked) {
      Optional<Peer> learned = learned(peer);
      learned.ifPresent(p -> known.put(peer, p));
      if (!learned.isPresent()) {
        told.add("Redis of " + peer.rack() + " assumed at " + peer.redis());
      }
    }
    Set<Peer> assumed = new HashSet<>(before.assumed());
    assumed.removeAll(known.keySet());
    List<Peer> peers = new ArrayList<>();
    before.peers().forEach(p -> peers.add(known.getOrDefault(p, p)));
    return new TopologyParts.Builder()
        .from(before)
        .assumed(assumed)
        .peers(peers)
        .peerRedis(text())
        .admins(admins)
        .build();
  }

  /**
   * Returns the peer with its reported Redis; empty if there is no answer or if two answers
   * contradict each other.
   */
  private Optional<Peer> learned(Peer peer) {
    boolean local = peer.datacenter().equals(before.datacenter());
    Map<Endpoint, PeerAnswer> found = new HashMap<>();
    for (PeerAnswer answer : answers) {
      answer.redisOf(peer, local).ifPresent(redis -> found.put(redis, answer));
    }
    if (found.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<Endpoint, PeerAnswer> one = found.entrySet().iterator().next();
    Endpoint redis = one.getKey();
    PeerAnswer answer = one.getValue();
    told.add("Redis of " + peer.rack() + " at " + redis + " (" + answer.where() + ")");
    Peer learned = Peer.of(redis, peer.dynomite(), peer.rack(), peer.datacenter(), peer.tokens());
    admins.put(learned, answer.admin());
    return Optional.of(learned);
  }

  private String text() {
    List<String> shown = told.subList(0, Math.min(MOST_TOLD, told.size()));
    int more = told.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and of " + Units.count(more, "more peer") : "");
  }
}
