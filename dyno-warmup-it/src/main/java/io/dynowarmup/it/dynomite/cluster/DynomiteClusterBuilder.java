// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.standin.StandInDynomite;
import io.dynowarmup.it.net.LagProxy;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.redis.RedisServerBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Builds a cluster. Every rack of a data center has the same tokens, see {@link #oneDatacenter}.
 */
public final class DynomiteClusterBuilder {
  private static final String DC = "dc";
  private static final String REMOTE_DC = "dc2";

  private int racks = 2;
  private int remoteRacks;
  private List<List<Long>> tokens = List.of(List.of(1_383_429_731L));
  private List<List<Long>> remoteTokens = List.of();
  private Function<Integer, RedisBinary> redis = rack -> RedisBinary.newest();
  private BiConsumer<Integer, RedisServerBuilder> redisConfig = (rack, builder) -> {};
  private NodeSettings settings = NodeSettings.defaults();
  private boolean links;
  private Function<NodeSpec, DynomiteNode> dynomites =
      RealDynomite.binary()
          .<Function<NodeSpec, DynomiteNode>>map(binary -> spec -> new RealDynomite(binary, spec))
          .orElse(StandInDynomite::new);

  private boolean oneDatacenter;
  private boolean oneHost;
  private boolean ownRedisPorts;
  private List<Ports> ports = List.of();

  DynomiteClusterBuilder() {}

  static String rackName(int rack) {
    return "rack" + (rack + 1);
  }

  /** Makes each Redis send its data without a file and without waiting for more replicas. */
  public DynomiteClusterBuilder sendingAtOnce() {
    return redisConfig(
        (rack, redis) ->
            redis.config("repl-diskless-sync", "yes").config("repl-diskless-sync-delay", "0"));
  }

  /** Sets the number of racks. Default: 2. */
  public DynomiteClusterBuilder racks(int count) {
    racks = count;
    return this;
  }

  /**
   * Sets the number of racks in a second data center, {@code dc2}. Their indexes follow those of
   * the first data center. Default: 0.
   */
  public DynomiteClusterBuilder remoteRacks(int count) {
    remoteRacks = count;
    return this;
  }

  /** Sets the tokens of each rack, one node per token. Default: one token. */
  public DynomiteClusterBuilder tokens(Long... perRack) {
    return nodes(Stream.of(perRack).map(List::of).toList());
  }

  /** Sets the tokens of each node of a rack. The real Dynomite has one token per node. */
  public DynomiteClusterBuilder nodes(List<List<Long>> perRack) {
    tokens = List.copyOf(perRack);
    return this;
  }

  /** Puts the racks of the second data center, with their tokens, into the first one. */
  public DynomiteClusterBuilder oneDatacenter() {
    oneDatacenter = true;
    return this;
  }

  /** Sets the tokens of each rack of the second data center. Default: those of the first. */
  public DynomiteClusterBuilder remoteTokens(Long... perRack) {
    return remoteNodes(Stream.of(perRack).map(List::of).toList());
  }

  /** Sets the tokens of each node of a rack of the second data center. */
  public DynomiteClusterBuilder remoteNodes(List<List<Long>> perRack) {
    remoteTokens = List.copyOf(perRack);
    return this;
  }

  /** Sets the Redis executable of all nodes. Default: the newest one available. */
  public DynomiteClusterBuilder redis(RedisBinary binary) {
    redis = rack -> binary;
    return this;
  }

  /** Sets the Redis executable of each rack, by rack index from 0. */
  public DynomiteClusterBuilder redisOfRack(Function<Integer, RedisBinary> binaries) {
    redis = binaries;
    return this;
  }

  /** Sets a function that configures the Redis of each node. It receives the rack index, from 0. */
  public DynomiteClusterBuilder redisConfig(BiConsumer<Integer, RedisServerBuilder> config) {
    redisConfig = config;
    return this;
  }

  public DynomiteClusterBuilder settings(NodeSettings given) {
    settings = given;
    return this;
  }

  /**
   * Puts a proxy on every path from node to node. Each node then knows every other node by a
   * separate address that serves both the peer port and the Redis of that node.
   */
  public DynomiteClusterBuilder withLinks() {
    links = true;
    return this;
  }

  /** Puts all nodes on one address, each with ports of its own. */
  public DynomiteClusterBuilder oneHost() {
    oneHost = true;
    return this;
  }

  /** Gives the Redis of each node a port of its own. */
  public DynomiteClusterBuilder ownRedisPorts() {
    ownRedisPorts = true;
    return this;
  }

  /** Uses in-process stand-ins, even if a real Dynomite is available. */
  public DynomiteClusterBuilder standIns() {
    dynomites = StandInDynomite::new;
    return this;
  }

  /** Uses processes of this executable. */
  public DynomiteClusterBuilder real(Path binary) {
    dynomites = spec -> new RealDynomite(binary, spec);
    return this;
  }

  /**
   * Sets the function that creates each node, so that a cluster can mix real nodes and stand-ins.
   */
  public DynomiteClusterBuilder dynomites(Function<NodeSpec, DynomiteNode> factory) {
    dynomites = factory;
    return this;
  }

  /** Builds the cluster without starting anything. */
  public DynomiteCluster build() {
    int count = racks * tokens.size() + remoteRacks * remoteTokens().size();
    Addresses addresses = Addresses.random(count, oneHost, links, ownRedisPorts);
    List<String> hosts = addresses.hosts();
    Map<List<Integer>, String> aliases = addresses.aliases();
    ports = addresses.ports();
    List<RedisServer> servers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      servers.add(server(i, hosts.get(i)));
    }
    Map<List<Integer>, RackLink> ways = new HashMap<>();
    aliases.forEach((pair, alias) -> ways.put(pair, link(pair, alias, hosts)));
    List<RackNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NodeSpec spec = spec(i, hosts, aliases);
      nodes.add(new RackNode(spec, servers.get(i), dynomite(i, spec, ways)));
    }
    return new DynomiteCluster(nodes, ways);
  }

  private RedisServer server(int index, String host) {
    RedisBinary binary = redis.apply(rackOf(index));
    RedisServerBuilder builder =
        RedisServer.builder(binary).bind(host).port(ports.get(index).redis());
    redisConfig.accept(rackOf(index), builder);
    return builder.build();
  }

  private int rackOf(int index) {
    int here = racks * tokens.size();
    return index < here ? index / tokens.size() : racks + (index - here) / remoteTokens().size();
  }

  private List<List<Long>> remoteTokens() {
    return remoteTokens.isEmpty() ? tokens : remoteTokens;
  }

  private RackLink link(List<Integer> pair, String alias, List<String> hosts) {
    String from = hosts.get(pair.get(0));
    String to = hosts.get(pair.get(1));
    Ports there = ports.get(pair.get(1));
    return new RackLink(
        alias,
        proxy(alias, to, there.dyn(), from),
        proxy(alias, to, there.redis(), from),
        proxy(alias, to, there.client(), from));
  }

  private static LagProxy proxy(String alias, String to, int port, String from) {
    return LagProxy.between(
        new InetSocketAddress(alias, port), new InetSocketAddress(to, port), from);
  }

  private NodeSpec spec(int index, List<String> hosts, Map<List<Integer>, String> aliases) {
    List<Seed> seeds = new ArrayList<>();
    for (int other = 0; other < hosts.size(); other++) {
      if (other != index) {
        String host = aliases.getOrDefault(List.of(index, other), hosts.get(other));
        int port = ports.get(other).dyn();
        seeds.add(new Seed(host, port, rackName(rackOf(other)), dcOf(other), tokenOf(other)));
      }
    }
    Ports own = ports.get(index);
    return new NodeSpec(
        dcOf(index),
        rackName(rackOf(index)),
        tokenOf(index),
        hosts.get(index),
        own.client(),
        own.dyn(),
        own.admin(),
        new InetSocketAddress(hosts.get(index), own.redis()),
        seeds,
        settings);
  }

  private String dcOf(int index) {
    return oneDatacenter || rackOf(index) < racks ? DC : REMOTE_DC;
  }

  private List<Long> tokenOf(int index) {
    int here = racks * tokens.size();
    List<List<Long>> ofRack = index < here ? tokens : remoteTokens();
    return ofRack.get((index < here ? index : index - here) % ofRack.size());
  }

  private DynomiteNode dynomite(int index, NodeSpec spec, Map<List<Integer>, RackLink> ways) {
    DynomiteNode node = dynomites.apply(spec);
    List<LagProxy> waysHere =
        ways.entrySet().stream()
            .filter(way -> way.getKey().get(1) == index)
            .map(way -> way.getValue().peer())
            .toList();
    if (waysHere.isEmpty()) {
      return node;
    }
    waysHere.forEach(LagProxy::cut);
    return new LinkedDynomite(node, waysHere);
  }
}
