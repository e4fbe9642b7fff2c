// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Reaper;
import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The racks of one or two data centers. By default every node has a loopback address of its own and
 * all nodes use the same ports, as in production: the address of a node also gives the address of
 * its Redis.
 */
public final class DynomiteCluster implements AutoCloseable {
  // A peer whose connection attempt came too early retries after 1 s, then after 2 s.
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);

  private final List<RackNode> nodes;
  private final Map<List<Integer>, RackLink> links;

  DynomiteCluster(List<RackNode> nodes, Map<List<Integer>, RackLink> links) {
    this.nodes = List.copyOf(nodes);
    this.links = Map.copyOf(links);
    Reaper.register(this);
  }

  public static DynomiteClusterBuilder builder() {
    return new DynomiteClusterBuilder();
  }

  /** Starts every node that is not running, Redis first. Returns when all peers are connected. */
  public DynomiteCluster start() {
    startRedis();
    nodes.stream()
        .map(RackNode::dynomite)
        .filter(dynomite -> !dynomite.isRunning())
        .forEach(DynomiteNode::start);
    awaitPeersConnected();
    return this;
  }

  /** Starts every Redis that is not running. */
  public DynomiteCluster startRedis() {
    nodes.stream()
        .map(RackNode::redis)
        .filter(redis -> !redis.isRunning())
        .forEach(RedisServer::start);
    return this;
  }

  /**
   * Returns when every running Dynomite counts the connections of all other running ones.
   *
   * @throws AssertionError if that takes longer than 60 s for one node
   */
  public void awaitPeersConnected() {
    for (RackNode node : running()) {
      awaitPeersConnected(node);
    }
  }

  /**
   * Returns when this Dynomite counts the connections of all other running ones.
   *
   * @throws AssertionError if that takes longer than 60 s
   */
  public void awaitPeersConnected(RackNode node) {
    int expected =
        running().stream()
            .filter(other -> other != node)
            .mapToInt(other -> connectionsOf(other, node))
            .sum();
    DynomiteNode dynomite = node.dynomite();
    Await.until(
        () -> expected + " peer connections at " + node + ", has " + connections(dynomite),
        CONNECT_LIMIT,
        () -> connections(dynomite) >= expected);
  }

  private static int connectionsOf(RackNode from, RackNode to) {
    NodeSettings settings = from.dynomite().spec().settings();
    return from.dc().equals(to.dc())
        ? settings.localPeerConnections()
        : settings.remotePeerConnections();
  }

  /**
   * Returns the current number of peer connections that Dynomite counts. Dynomite publishes its
   * counters only after a query and another event; on an idle node that can take 30 s. So this
   * queries once, opens a connection as the event, and queries again.
   */
  private static long connections(DynomiteNode dynomite) {
    dynomite.adminClient().get("/info");
    try (Socket happens = new Socket(dynomite.spec().host(), dynomite.spec().clientPort())) {
      happens.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dynomite.adminClient().info("dnode_client_connections");
  }

  private List<RackNode> running() {
    return nodes.stream().filter(node -> node.dynomite().isRunning()).toList();
  }

  /**
   * Returns the first node of a rack.
   *
   * @param rack index of the rack, from 0
   */
  public RackNode node(int rack) {
    return node(rack, 0);
  }

  public RackNode node(int rack, int index) {
    return nodesOf(rack).get(index);
  }

  /**
   * Returns the nodes of a rack.
   *
   * @param rack index of the rack, from 0
   */
  public List<RackNode> nodesOf(int rack) {
    String name = DynomiteClusterBuilder.rackName(rack);
    return nodes.stream().filter(node -> node.rack().equals(name)).toList();
  }

  public List<RackNode> nodes() {
    return nodes;
  }

  /**
   * Returns the link from the first node of one rack to the first node of another.
   *
   * @throws IllegalStateException if the cluster was built without links
   */
  public RackLink link(int fromRack, int toRack) {
    return link(node(fromRack), node(toRack));
  }

  public RackLink link(RackNode from, RackNode to) {
    RackLink link = links.get(List.of(nodes.indexOf(from), nodes.indexOf(to)));
    if (link == null) {
      throw new IllegalStateException(
          "No link from " + from + " to " + to + ": build the cluster with withLinks()");
    }
    return link;
  }

  /**
   * Returns the address under which {@code from} knows {@code to}: that of the link, if there is
   * one.
   */
  public String hostOf(RackNode to, RackNode from) {
    RackLink link = links.get(List.of(nodes.indexOf(from), nodes.indexOf(to)));
    return link == null ? to.host() : link.host();
  }

  @Override
  public void close() {
    Reaper.forget(this);
    links.values().forEach(RackLink::close);
    List<RackNode> reversed = new ArrayList<>(nodes);
    Collections.reverse(reversed);
    reversed.forEach(RackNode::close);
  }
}
