// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ports at which the peers' Dynomites serve clients, as far as they are certain. No topology
 * contains them, so the same port is assumed everywhere. This assumption fails on a host with
 * several Dynomites.
 */
public final class ClientPorts {
  private final int port;
  private final Set<String> own;
  private final Map<String, Integer> peersAt = new HashMap<>();

  ClientPorts(int port, Set<String> ownHosts, List<Peer> peers) {
    this.port = port;
    this.own = new HashSet<>(ownHosts);
    peers.forEach(p -> peersAt.merge(p.dynomite().host(), 1, Integer::sum));
  }

  /**
   * Returns the client port of a peer; empty if another node's Dynomite, or this node's, might
   * answer there.
   */
  public Optional<Endpoint> of(Peer peer) {
    String host = peer.dynomite().host();
    return own.contains(host) || peersAt.getOrDefault(host, 0) > 1
        ? Optional.empty()
        : Optional.of(new Endpoint(host, port));
  }
}
