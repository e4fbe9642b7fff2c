// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.topology.ring.ClusterNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds this node among the nodes in {@code /cluster_describe}: the node of its rack and data
 * centre. If the rack has several nodes, it is the one at an address of this node. In doubt it
 * finds none, because the data of another token would replace this node's data.
 */
final class OwnNode {
  private final TopologyParts parts;
  private final Optional<Endpoint> dynListen;
  private final Supplier<Set<String>> localAddresses;

  OwnNode(TopologyParts parts, Optional<Endpoint> dynListen, Supplier<Set<String>> localAddresses) {
    this.parts = parts;
    this.dynListen = dynListen;
    this.localAddresses = localAddresses;
  }

  /**
   * Finds this node.
   *
   * @param hostName the host name that Dynomite reports; may be empty
   * @throws IllegalStateException with the reason if it is not found
   */
  ClusterNode find(List<ClusterNode> nodes, String hostName) {
    List<ClusterNode> rack =
        nodes.stream()
            .filter(n -> n.in(parts.rack(), parts.datacenter()))
            .collect(Collectors.toList());
    if (rack.isEmpty()) {
      throw new IllegalStateException(
          "names no node of rack " + parts.rack() + ", " + parts.datacenter());
    }
    if (rack.size() == 1) {
      return rack.get(0);
    }
    for (Collection<String> hosts : hosts(hostName)) {
      List<ClusterNode> at = at(rack, hosts);
      if (at.size() == 1) {
        return at.get(0);
      }
    }
    throw new IllegalStateException(
        String.format(
            "names %d nodes of rack %s, %s, and no address shows which of them is this node:"
                + " %s",
            rack.size(), parts.rack(), parts.datacenter(), rack));
  }

  /**
   * Returns the hosts to look for, most reliable first: only the Dynomite that was asked can report
   * itself as 0.0.0.0.
   */
  private List<Collection<String>> hosts(String hostName) {
    List<Collection<String>> hosts = new ArrayList<>();
    hosts.add(Collections.singleton("0.0.0.0"));
    hosts.add(Collections.singleton(hostOf(parts.adminUrl())));
    hosts.add(Arrays.asList(parts.clientAddress().host(), parts.redis().host(), hostName));
    hosts.add(localAddresses.get());
    return hosts;
  }

  private List<ClusterNode> at(List<ClusterNode> rack, Collection<String> hosts) {
    List<ClusterNode> found = new ArrayList<>();
    for (ClusterNode n : rack) {
      boolean here = hosts.stream().anyMatch(h -> !h.isEmpty() && n.isAt(h));
      if (here && (!dynListen.isPresent() || dynListen.get().port() == n.dynomite().port())) {
        found.add(n);
      }
    }
    return found;
  }

  private static String hostOf(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
