// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.yml.YmlFormats;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the admin port of another node's Dynomite reports about it. Immutable. */
public final class PeerAnswer {
  private final Endpoint admin;
  private final DynomiteInfo info;
  private final ClusterDescription cluster;

  /** Creates an answer of the admin port at an address. */
  public PeerAnswer(Endpoint admin, DynomiteInfo info, ClusterDescription cluster) {
    this.admin = admin;
    this.info = info;
    this.cluster = cluster;
  }

  Endpoint admin() {
    return admin;
  }

  /** Returns the source of the answer, for messages. */
  String where() {
    return "/info of http://" + admin;
  }

  /**
   * Returns whether the answer comes from this peer's Dynomite: its rack, data centre and token.
   */
  public boolean isOf(Peer peer) {
    return info.rack().equals(peer.rack())
        && info.datacenter().equals(peer.datacenter())
        && !isOfAnotherToken(peer);
  }

  /**
   * Returns the Redis behind a peer's Dynomite.
   *
   * @param reachable whether this node can use an address that may be known only in the peer's data
   *     centre
   * @return empty if this is another Dynomite's answer, or if it contains no host and port
   */
  public Optional<Endpoint> redisOf(Peer peer, boolean reachable) {
    if (!admin.host().equals(peer.dynomite().host()) || !isOf(peer)) {
      return Optional.empty();
    }
    try {
      return YmlFormats.listen(info.serverName())
          .map(redis -> reachable && !isLoopback(redis.host()) ? redis : besides(peer, redis));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Endpoint besides(Peer peer, Endpoint redis) {
    return new Endpoint(peer.dynomite().host(), redis.port());
  }

  /**
   * Returns whether the answer comes from a node with another token. The Dynomite that was asked is
   * the first of its rack (dyn_gossip.c, gossip_pool_init). Only this one may report itself as
   * 0.0.0.0.
   */
  private boolean isOfAnotherToken(Peer peer) {
    List<ClusterNode> inRack =
        cluster.nodes().stream()
            .filter(n -> n.in(peer.rack(), peer.datacenter()))
            .collect(Collectors.toList());
    ClusterNode asked =
        inRack.stream()
            .filter(n -> Texts.isWildcard(n.dynomite().host()))
            .findFirst()
            .orElse(inRack.isEmpty() ? null : inRack.get(0));
    return asked != null && Collections.disjoint(asked.tokens(), peer.tokens());
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
