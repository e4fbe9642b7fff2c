// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.AdminUrl;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.topology.PeerAnswer;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks the Redis and the Dynomite of a node. Changes nothing. Thread-safe. */
final class DirectProbe {
  private static final int LEAST_MILLIS = 1_000;

  /** One answer may take this part of the limit of a node. */
  private static final int PARTS = 10;

  private final EngineHost host;
  private final Topology topology;
  private final List<Integer> adminPorts;
  private final RedisAccess peers;
  private final RedisAccess own;

  /** Limit for the port of Dynomite, for each of its answers and for each answer of Redis. */
  private final int limitMillis;

  /**
   * @param nodeMillis how long a node may take in all, in milliseconds
   */
  DirectProbe(EngineHost host, WarmupConfig config, Topology topology, long nodeMillis) {
    this.host = host;
    this.topology = topology;
    this.adminPorts =
        config.peerDynomiteAdminPorts().isEmpty()
            ? Collections.singletonList(AdminUrl.parse(topology.adminUrl()).port())
            : config.peerDynomiteAdminPorts();
    NodeFinder finder = new NodeFinder(host, config);
    this.limitMillis = (int) Math.max(LEAST_MILLIS, nodeMillis / PARTS);
    int limit = (int) Math.min(limitMillis, config.redisTimeoutMillis());
    this.peers = finder.peerAccess(topology).withTimeoutMillis(limit);
    this.own = finder.localAccess(topology).withTimeoutMillis(limit);
  }

  /** Returns the attributes of the node that its Redis and its Dynomite report. */
  Map<String, Object> values(ClusterMember member) {
    Peer peer = member.peer();
    PortProbe.Answer port = host.portProbe().at(peer.dynomite(), limitMillis);
    Optional<Answer> answer = port == PortProbe.Answer.LISTENS ? answer(member) : Optional.empty();
    Endpoint redis = redis(member, answer);
    RedisInfo info;
    try {
      info = info(member, redis);
    } catch (WarmupException e) {
      return DirectState.only(unreadable(e), e.getMessage() + dynomite(peer, port));
    }
    if (port != PortProbe.Answer.LISTENS) {
      Map<String, Object> values =
          DirectState.of(info, DirectState.place(member), DynomiteState.UNREACHABLE, "");
      values.putAll(DirectState.only(NodeState.DOWN, "Redis answers" + dynomite(peer, port)));
      return values;
    }
    DynomiteState state = answer.map(a -> a.state).orElse(DynomiteState.UNREACHABLE);
    String why =
        state == DynomiteState.UNREACHABLE
            ? "it listens at "
                + peer.dynomite()
                + ", but its state is unknown: no admin port answers for it"
            : "";
    return DirectState.of(info, DirectState.place(member), state, why);
  }

  /** A Redis that refuses the login is up. */
  private static NodeState unreadable(WarmupException e) {
    boolean refused = e.reason() == Reason.NOAUTH || e.reason() == Reason.DENIED;
    return refused || e.reason().isRejected() ? NodeState.UNKNOWN : NodeState.DOWN;
  }

  private static String dynomite(Peer peer, PortProbe.Answer port) {
    switch (port) {
      case LISTENS:
        return "; Dynomite listens at " + peer.dynomite();
      case REFUSED:
        return "; Dynomite is down: " + peer.dynomite() + " refuses the connection";
      default:
        return "; Dynomite " + peer.dynomite() + " does not answer";
    }
  }

  /** Returns the number of keys; empty if unknown. */
  OptionalLong keys(ClusterMember member) {
    try {
      RedisInfo info = info(member, redis(member, Optional.empty()));
      return info.loading() ? OptionalLong.empty() : OptionalLong.of(info.keys());
    } catch (WarmupException e) {
      return OptionalLong.empty();
    }
  }

  private RedisInfo info(ClusterMember member, Endpoint redis) {
    try (RedisNode node = host.redisConnector().connect(redis, member.own() ? own : peers)) {
      return node.info();
    }
  }

  private Endpoint redis(ClusterMember member, Optional<Answer> answer) {
    Peer peer = member.peer();
    boolean near = peer.datacenter().equals(topology.datacenter());
    return member.own()
        ? peer.redis()
        : answer.flatMap(a -> a.node.redisOf(peer, near)).orElse(peer.redis());
  }

  /** Returns what the node's admin port answers; empty if none of the ports is this node's. */
  private Optional<Answer> answer(ClusterMember member) {
    Peer peer = member.peer();
    for (Endpoint port : ports(member)) {
      try {
        DynomiteAdmin admin =
            host.peerAdmin(port, Collections.singletonList(peer.dynomite()), limitMillis);
        PeerAnswer answer = new PeerAnswer(port, admin.info(), admin.clusterDescribe());
        if (answer.isOf(peer)) {
          return Optional.of(new Answer(answer, admin.state()));
        }
      } catch (WarmupException e) {
        // Another port may be this node's.
      }
    }
    return Optional.empty();
  }

  private List<Endpoint> ports(ClusterMember member) {
    List<Endpoint> ports = new ArrayList<>();
    member.admin().ifPresent(ports::add);
    if (ports.isEmpty()) {
      adminPorts.forEach(p -> ports.add(new Endpoint(member.peer().dynomite().host(), p)));
    }
    return ports;
  }

  /** Holds the answer of an admin port about its node. */
  private static final class Answer {
    private final PeerAnswer node;
    private final DynomiteState state;

    Answer(PeerAnswer node, DynomiteState state) {
      this.node = node;
      this.state = state;
    }
  }
}
