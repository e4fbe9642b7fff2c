// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.dynomite.standin.StandInDynomite;
import io.dynowarmup.it.net.LagProxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The way between two data centres. All nodes of one of them know a node of the other by the same
 * address, at which proxies listen.
 */
final class LongWay implements AutoCloseable {
  private static final int OTHER_HOSTS = 100;

  private final List<LagProxy> redis = new ArrayList<>();
  private final List<LagProxy> others = new ArrayList<>();

  /** Creates a Dynomite that knows the nodes of the other data centre by their other addresses. */
  static DynomiteNode dynomite(NodeSpec spec) {
    List<Seed> seeds = new ArrayList<>();
    for (Seed seed : spec.seeds()) {
      String host = seed.dc().equals(spec.dc()) ? seed.host() : otherHost(seed.host());
      seeds.add(new Seed(host, seed.port(), seed.rack(), seed.dc(), seed.tokens()));
    }
    NodeSpec distant =
        new NodeSpec(
            spec.dc(),
            spec.rack(),
            spec.tokens(),
            spec.host(),
            spec.clientPort(),
            spec.dynPort(),
            spec.adminPort(),
            spec.redis(),
            seeds,
            spec.settings());
    return RealDynomite.binary()
        .<DynomiteNode>map(binary -> new RealDynomite(binary, distant))
        .orElseGet(() -> new StandInDynomite(distant));
  }

  private static String otherHost(String host) {
    int dot = host.lastIndexOf('.');
    return host.substring(0, dot + 1) + (OTHER_HOSTS + Integer.parseInt(host.substring(dot + 1)));
  }

  /** Listens at the other address of a node, without delay. */
  void to(RackNode node) {
    NodeSpec spec = node.dynomite().spec();
    redis.add(proxy(node, spec.redis().getPort()));
    for (int port : new int[] {spec.dynPort(), spec.adminPort(), spec.clientPort()}) {
      others.add(proxy(node, port));
    }
  }

  private static LagProxy proxy(RackNode node, int port) {
    return LagProxy.between(
        new InetSocketAddress(otherHost(node.host()), port),
        new InetSocketAddress(node.host(), port));
  }

  /** Makes the way long and narrow: milliseconds and bytes per second of each direction. */
  void stretch(long millis, long bytesPerSecond) {
    for (List<LagProxy> some : List.of(redis, others)) {
      some.forEach(proxy -> proxy.delay(millis).bandwidth(bytesPerSecond));
    }
  }

  /** Returns how many bytes the Redis of all nodes have sent. */
  long bytesOfRedis() {
    return redis.stream().mapToLong(LagProxy::bytesBack).sum();
  }

  /** Returns how many bytes have passed otherwise, in both directions: writes, and probes. */
  long otherBytes() {
    return others.stream().mapToLong(p -> p.bytesBack() + p.bytesThere()).sum()
        + redis.stream().mapToLong(LagProxy::bytesThere).sum();
  }

  @Override
  public void close() {
    redis.forEach(LagProxy::close);
    others.forEach(LagProxy::close);
  }
}
