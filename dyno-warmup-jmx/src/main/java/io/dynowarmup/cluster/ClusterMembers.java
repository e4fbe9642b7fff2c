// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.config.JmxSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.AdminUrl;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.management.remote.JMXServiceURL;

/** Lists all nodes of a cluster from the topology of one of them. Pure. */
public final class ClusterMembers {
  private final WarmupConfig config;
  private final JmxAddresses addresses;
  private final OptionalInt port;

  /**
   * Creates a list.
   *
   * @param port the JMX port of all nodes, this one included; empty if it was not given
   */
  public ClusterMembers(WarmupConfig config, JmxAddresses addresses, OptionalInt port) {
    this.config = config;
    this.addresses = addresses;
    this.port = port;
  }

  /**
   * Returns the nodes by data centre, rack and token.
   *
   * @param local whether the node that the topology describes is on this host
   * @throws io.dynowarmup.api.WarmupException BAD_ARGUMENT if a JMX address belongs to no node
   */
  public List<ClusterMember> of(Topology topology, boolean local) {
    Peer own = own(topology, local);
    List<Peer> peers = new ArrayList<>(topology.peers());
    peers.add(own);
    addresses.check(peers);
    List<ClusterMember> members = new ArrayList<>();
    for (Peer peer : topology.peers()) {
      members.add(new ClusterMember(peer, false, Optional.empty(), jmx(peer, peers)));
    }
    Optional<JMXServiceURL> jmx =
        local && !addresses.given(own).isPresent() ? Optional.of(ofThisHost()) : jmx(own, peers);
    Endpoint admin = AdminUrl.parse(topology.adminUrl());
    members.add(new ClusterMember(own, local, Optional.of(admin), jmx));
    members.sort(ClusterMember.BY_PLACE);
    return unambiguous(members);
  }

  /** A Dynomite elsewhere names addresses that only its own host can use, such as 127.0.0.1. */
  private static Peer own(Topology topology, boolean local) {
    Endpoint redis = topology.redis();
    Endpoint dynomite = topology.dynListen();
    if (!local) {
      String host = AdminUrl.parse(topology.adminUrl()).host();
      redis = new Endpoint(host, redis.port());
      dynomite = new Endpoint(host, dynomite.port());
    }
    return Peer.of(redis, dynomite, topology.rack(), topology.datacenter(), topology.tokens());
  }

  /** Returns the given address, else the shared port unless the host has several nodes. */
  private Optional<JMXServiceURL> jmx(Peer peer, List<Peer> all) {
    String host = peer.dynomite().host();
    boolean alone = all.stream().filter(p -> p.dynomite().host().equals(host)).count() == 1;
    Optional<JMXServiceURL> given = addresses.given(peer);
    return given.isPresent() || !alone ? given : Optional.of(addresses.shared(host));
  }

  /** Returns the address of this host's daemon by its own settings. */
  private JMXServiceURL ofThisHost() {
    JmxSettings jmx = config.jmx();
    String host = Texts.isWildcard(jmx.host()) ? "127.0.0.1" : jmx.host();
    int own = jmx.port().orElse(0) > 0 ? jmx.port().getAsInt() : JmxAddresses.DEFAULT_PORT;
    return new JmxAddresses("jmx.port", port.orElse(own), new HashMap<>()).shared(host);
  }

  /**
   * Several nodes cannot share a JMX address: each would show the same state. The address of the
   * only one for which it was given is that node's.
   */
  private List<ClusterMember> unambiguous(List<ClusterMember> members) {
    Map<String, Long> at =
        members.stream()
            .collect(Collectors.groupingBy(ClusterMembers::address, Collectors.counting()));
    Map<String, Long> givenAt =
        members.stream()
            .filter(this::isGiven)
            .collect(Collectors.groupingBy(ClusterMembers::address, Collectors.counting()));
    return members.stream()
        .map(m -> (isGiven(m) ? givenAt : at).get(address(m)) > 1 ? m.withoutJmx() : m)
        .collect(Collectors.toList());
  }

  private boolean isGiven(ClusterMember member) {
    return addresses.given(member.peer()).isPresent();
  }

  private static String address(ClusterMember member) {
    return member.jmx().map(JMXServiceURL::toString).orElse("");
  }
}
