// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.yml.DynomiteSettings;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** One resolution of the topology. */
final class Resolution {
  private static final Endpoint REDIS = new Endpoint("127.0.0.1", 22122);
  private static final Endpoint CLIENTS = new Endpoint("127.0.0.1", 8102);
  private static final Endpoint DYNOMITES = new Endpoint("127.0.0.1", 8101);

  private final ExplicitTopology explicit;
  private final Optional<DynomiteYml> yml;
  private final Supplier<Set<String>> localAddresses;
  private final LiveCluster live;
  private final Origins origins = new Origins();
  private final List<String> notes = new ArrayList<>();
  private TopologyParts parts;

  Resolution(
      ExplicitTopology explicit,
      Optional<DynomiteYml> yml,
      Function<String, DynomiteAdmin> admins,
      Supplier<Set<String>> localAddresses) {
    this.explicit = explicit;
    this.yml = yml;
    this.localAddresses = localAddresses;
    this.live = new LiveCluster(TopologyResolver.adminUrl(explicit, yml), admins);
  }

  Topology topology() {
    parts = node();
    findTokens();
    findPeers();
    if (!yml.isPresent()) {
      notes.add(
          "without a dynomite.yml its defaults are assumed: 1 datastore connection, 5000 ms"
              + " time-out, hash murmur; with other values writes can be lost at the hand-over");
    }
    return new Topology(with().origins(origins.text()).notes(notes).build());
  }

  /** Returns the parts that do not depend on other parts. */
  private TopologyParts node() {
    return new TopologyParts.Builder()
        .adminUrl(live.url())
        .dynomite(yml.map(DynomiteYml::settings).orElseGet(DynomiteSettings::defaults))
        .redisPassword(yml.map(DynomiteYml::redisPassword).orElse(Secret.NONE))
        .ymlPlace(yml.map(y -> Arrays.asList(y.rack(), y.datacenter())))
        .ymlStorage(yml.flatMap(DynomiteYml::redis))
        .rack(pick("rack", explicit.rack(), yml.map(DynomiteYml::rack), () -> live.info().rack()))
        .datacenter(
            pick(
                "datacenter",
                explicit.datacenter(),
                yml.map(DynomiteYml::datacenter),
                () -> live.info().datacenter()))
        .redis(redis())
        .clientAddress(
            explicit.clientAddress().orElse(yml.flatMap(DynomiteYml::listen).orElse(CLIENTS)))
        .dynListen(yml.flatMap(DynomiteYml::dynListen).orElse(DYNOMITES))
        .oneTokenOfEach(false)
        .origins("")
        .build();
  }

  private TopologyParts.Builder with() {
    return new TopologyParts.Builder().from(parts);
  }

  private String pick(
      String part, Optional<String> property, Optional<String> file, Supplier<String> running) {
    if (property.isPresent()) {
      origins.add(part, explicit.origin());
      return property.get();
    }
    if (file.isPresent()) {
      origins.add(part, ymlName());
      return file.get();
    }
    String value = asked("this node's " + part, running);
    if (value.isEmpty()) {
      throw missing("this node's " + part, live.infoWhere() + " does not name it");
    }
    origins.add(part, live.infoWhere());
    return value;
  }

  private Endpoint redis() {
    boolean given = explicit.redisHost().isPresent() && explicit.redisPort().isPresent();
    if (!given && yml.isPresent() && yml.get().redisOnUnixSocket()) {
      throw missing(
          "the local Redis",
          ymlName()
              + " names a Unix socket, and a replica needs TCP: set redis.host and redis.port");
    }
    Endpoint known =
        given
            ? REDIS
            : yml.isPresent()
                ? yml.get().redis().orElse(REDIS)
                : live.redisIfAnswering().orElse(REDIS);
    return new Endpoint(
        explicit.redisHost().orElse(known.host()), explicit.redisPort().orElse(known.port()));
  }

  private List<Long> tokens() {
    if (!explicit.tokens().isEmpty()) {
      origins.add("tokens", explicit.origin());
      return explicit.tokens();
    }
    if (yml.isPresent() && !yml.get().tokens().isEmpty()) {
      origins.add("tokens", ymlName());
      return yml.get().tokens();
    }
    ClusterDescription described = asked("this node's token", live::description);
    OwnNode own = new OwnNode(parts, yml.flatMap(DynomiteYml::dynListen), localAddresses);
    try {
      List<Long> tokens = own.find(described.nodes(), hostName()).tokens();
      origins.add("tokens", live.where());
      return tokens;
    } catch (IllegalStateException e) {
      throw missing("this node's token", live.where() + " " + e.getMessage());
    }
  }

  private void findTokens() {
    parts = with().tokens(tokens()).build();
  }

  private String hostName() {
    return yml.isPresent() ? "" : live.info().hostName();
  }

  private void findPeers() {
    int redisPort = explicit.peerRedisPort().orElse(parts.redis().port());
    List<ClusterNode> nodes = others(explicit.peers());
    String origin = explicit.origin();
    boolean oneTokenOfEach = false;
    if (nodes.isEmpty() && !explicit.allPeers()) {
      nodes = others(yml.map(DynomiteYml::seeds).orElse(Collections.emptyList()));
      origin = yml.isPresent() ? ymlName() : "";
    }
    if (nodes.isEmpty() && !explicit.allPeers()) {
      List<ClusterNode> all = asked("the other nodes of the cluster", live::description).nodes();
      nodes = others(all);
      origin = live.where();
      oneTokenOfEach = true;
      if (nodes.size() == all.size()) {
        notes.add(
            String.format(
                "%s names no node of rack %s, %s with token %s; check that it is this node's "
                    + "Dynomite",
                live.where(), parts.rack(), parts.datacenter(), parts.tokens()));
      }
    }
    origins.add("peers", origin);
    List<Peer> peers = new ArrayList<>();
    Set<Peer> assumed = new HashSet<>();
    List<ClusterNode> vacant = new ArrayList<>(others(explicit.vacant()));
    for (ClusterNode node : nodes) {
      if (Texts.isWildcard(node.dynomite().host())) {
        notes.add("left out because its address is a wildcard: " + node);
        vacant.add(node);
      } else {
        Peer peer = node.toPeer(redisPort);
        peers.add(peer);
        if (!node.redisPort().isPresent() && !explicit.peerRedisPort().isPresent()) {
          assumed.add(peer);
        }
      }
    }
    parts =
        with().peers(peers).vacant(vacant).assumed(assumed).oneTokenOfEach(oneTokenOfEach).build();
  }

  /**
   * Returns the nodes without this one. It is recognized by rack, data centre and token, because a
   * host can have many names.
   */
  private List<ClusterNode> others(List<ClusterNode> nodes) {
    List<ClusterNode> others = new ArrayList<>();
    for (ClusterNode n : nodes) {
      boolean ours =
          n.in(parts.rack(), parts.datacenter())
              && !Collections.disjoint(n.tokens(), parts.tokens());
      if (!ours) {
        others.add(n);
      }
    }
    return others;
  }

  private <T> T asked(String what, Supplier<T> running) {
    try {
      return running.get();
    } catch (WarmupException e) {
      String file = yml.isPresent() ? ymlName() + " does not name it, and " : "";
      throw missing(what, file + e.getMessage());
    }
  }

  private WarmupException missing(String what, String why) {
    return new WarmupException(
        Reason.NO_TOPOLOGY,
        what
            + (what.contains("nodes") ? " are" : " is")
            + " not known: "
            + why
            + ". There are three ways to give it: a dynomite.yml with tokens, rack, datacenter and"
            + " dyn_seeds (setting dynomite.yml); a running Dynomite whose /cluster_describe "
            + "answers"
            + " at "
            + live.url()
            + " (setting dynomite.admin.url); the settings token, rack, datacenter and peers");
  }

  private String ymlName() {
    return "dynomite.yml " + yml.map(DynomiteYml::file).orElse("");
  }
}
