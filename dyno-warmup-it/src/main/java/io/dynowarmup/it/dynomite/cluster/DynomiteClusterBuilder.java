// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.standin.StandInDynomite;
import io.dynowarmup.it.net.FreePorts;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Describes a cluster. Every rack has the same tokens. */
public final class DynomiteClusterBuilder {
  private static final String DC = "dc";
  private static final String REMOTE_DC = "dc2";
  private static final int FIRST_ALIAS = 100;

  private int racks = 2;
  private int remoteRacks;
  private List<Long> tokens = List.of(1_383_429_731L);
  private Function<Integer, RedisBinary> redis = rack -> RedisBinary.newest();
  private BiConsumer<Integer, RedisServerBuilder> redisConfig = (rack, builder) -> {};
  private NodeSettings settings = NodeSettings.defaults();
  private boolean links;
  private Function<NodeSpec, DynomiteNode> dynomites =
      RealDynomite.binary()
          .<Function<NodeSpec, DynomiteNode>>map(binary -> spec -> new RealDynomite(binary, spec))
          .orElse(StandInDynomite::new);

  private boolean oneHost;
  private boolean ownRedisPorts;
  private List<Ports> ports = List.of();

  private record Ports(int client, int dyn, int admin, int redis) {}

  DynomiteClusterBuilder() {}

  static String rackName(int rack) {
    return "rack" + (rack + 1);
  }

  /** Each Redis sends its data without a file and without waiting for more replicas. */
  public DynomiteClusterBuilder sendingAtOnce() {
    return redisConfig(
        (rack, redis) ->
            redis.config("repl-diskless-sync", "yes").config("repl-diskless-sync-delay", "0"));
  }

  /** Two unless said otherwise. */
  public DynomiteClusterBuilder racks(int count) {
    racks = count;
    return this;
  }

  /** In a second data centre, {@code dc2}; counted on after those of the first. None by default. */
  public DynomiteClusterBuilder remoteRacks(int count) {
    remoteRacks = count;
    return this;
  }

  /** One node per token in each rack. One token unless said otherwise. */
  public DynomiteClusterBuilder tokens(Long... perRack) {
    tokens = List.of(perRack);
    return this;
  }

  /** The newest that there is unless said otherwise. */
  public DynomiteClusterBuilder redis(RedisBinary binary) {
    redis = rack -> binary;
    return this;
  }

  /** One for each rack, counted from 0. */
  public DynomiteClusterBuilder redisOfRack(Function<Integer, RedisBinary> binaries) {
    redis = binaries;
    return this;
  }

  /** Called for the Redis of each node, with the number of its rack counted from 0. */
  public DynomiteClusterBuilder redisConfig(BiConsumer<Integer, RedisServerBuilder> config) {
    redisConfig = config;
    return this;
  }

  public DynomiteClusterBuilder settings(NodeSettings given) {
    settings = given;
    return this;
  }

  /**
   * Puts a proxy into every way from node to node: each node then knows every other one by an
   * address of its own, where both that one's peer port and its Redis are found.
   */
  public DynomiteClusterBuilder withLinks() {
    links = true;
    return this;
  }

  /** All nodes are at one address, each with ports of its own. */
  public DynomiteClusterBuilder oneHost() {
    oneHost = true;
    return this;
  }

  /** The Redis of each node has another port. */
  public DynomiteClusterBuilder ownRedisPorts() {
    ownRedisPorts = true;
    return this;
  }

  /** In-process nodes, also where a real Dynomite is given. */
  public DynomiteClusterBuilder standIns() {
    dynomites = StandInDynomite::new;
    return this;
  }

  /** Processes of that executable. */
  public DynomiteClusterBuilder real(Path binary) {
    dynomites = spec -> new RealDynomite(binary, spec);
    return this;
  }

  /** Any mixture: decides for each node. */
  public DynomiteClusterBuilder dynomites(Function<NodeSpec, DynomiteNode> factory) {
    dynomites = factory;
    return this;
  }

  /** Nothing is started yet. */
  public DynomiteCluster build() {
    int count = (racks + remoteRacks) * tokens.size();
    String network = network();
    List<String> hosts =
        IntStream.rangeClosed(1, count).mapToObj(i -> network + (oneHost ? 1 : i)).toList();
    Map<List<Integer>, String> aliases = aliases(network, count);
    choosePorts(hosts, aliases);
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

  /** A part of 127/8 that no other cluster of this machine is likely to use. */
  private static String network() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(1, 250) + "." + random.nextInt(250) + ".";
  }

  private Map<List<Integer>, String> aliases(String network, int count) {
    Map<List<Integer>, String> aliases = new HashMap<>();
    int next = FIRST_ALIAS;
    for (int from = 0; links && from < count; from++) {
      for (int to = 0; to < count; to++) {
        if (from != to) {
          aliases.put(List.of(from, to), network + next++);
        }
      }
    }
    return aliases;
  }

  private void choosePorts(List<String> hosts, Map<List<Integer>, String> aliases) {
    List<String> all = new ArrayList<>(hosts);
    all.addAll(aliases.values());
    Ports same = ports(all);
    List<Ports> chosen = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      Ports own = i > 0 && (oneHost || ownRedisPorts) ? ports(all) : same;
      chosen.add(oneHost ? own : new Ports(same.client, same.dyn, same.admin, own.redis));
    }
    ports = chosen;
  }

  private static Ports ports(List<String> hosts) {
    return new Ports(
        FreePorts.on(hosts), FreePorts.on(hosts), FreePorts.on(hosts), FreePorts.on(hosts));
  }

  private RedisServer server(int index, String host) {
    RedisBinary binary = redis.apply(rackOf(index));
    RedisServerBuilder builder =
        RedisServer.builder(binary).bind(host).port(ports.get(index).redis);
    redisConfig.accept(rackOf(index), builder);
    return builder.build();
  }

  private int rackOf(int index) {
    return index / tokens.size();
  }

  private RackLink link(List<Integer> pair, String alias, List<String> hosts) {
    String from = hosts.get(pair.get(0));
    String to = hosts.get(pair.get(1));
    Ports there = ports.get(pair.get(1));
    return new RackLink(
        alias,
        proxy(alias, to, there.dyn, from),
        proxy(alias, to, there.redis, from),
        proxy(alias, to, there.client, from));
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
        int port = ports.get(other).dyn;
        seeds.add(new Seed(host, port, rackName(rackOf(other)), dcOf(other), tokenOf(other)));
      }
    }
    Ports own = ports.get(index);
    return new NodeSpec(
        dcOf(index),
        rackName(rackOf(index)),
        tokenOf(index),
        hosts.get(index),
        own.client,
        own.dyn,
        own.admin,
        new InetSocketAddress(hosts.get(index), own.redis),
        seeds,
        settings);
  }

  private String dcOf(int index) {
    return rackOf(index) < racks ? DC : REMOTE_DC;
  }

  private List<Long> tokenOf(int index) {
    return List.of(tokens.get(index % tokens.size()));
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
