// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads all nodes of a cluster in parallel. A node that does not answer in time is reported as
 * such, and holds up no other.
 */
public final class ClusterReader implements AutoCloseable {
  /** Nodes that are read at the same moment; the rest of a larger cluster follows. */
  private static final int MOST_THREADS = 128;

  private final List<RepeatedReading> nodes = new ArrayList<>();
  private final ExecutorService threads;
  private final Ticker ticker;
  private final long limitMillis;

  /**
   * Creates a reader; it opens no connection yet.
   *
   * @param limitMillis how long each node may take, in milliseconds
   */
  public ClusterReader(
      EngineHost host,
      WarmupConfig config,
      Topology topology,
      List<ClusterMember> members,
      RemoteClient client,
      long limitMillis) {
    this.ticker = host.ticker();
    this.limitMillis = limitMillis;
    this.threads =
        Executors.newFixedThreadPool(Math.min(MOST_THREADS, members.size()), ClusterReader::thread);
    DirectProbe direct = new DirectProbe(host, config, topology, limitMillis);
    long jmxMillis = Math.max(1, limitMillis * 2 / 5);
    for (ClusterMember member : members) {
      MemberReader reader = new MemberReader(member, client, direct, ticker, jmxMillis);
      nodes.add(new RepeatedReading(member, reader, threads, ticker));
    }
  }

  /** Returns all nodes, in the order of their readings. */
  public List<ClusterMember> members() {
    return nodes.stream().map(RepeatedReading::member).collect(Collectors.toList());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "dyno-warmup-cluster");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads every node once. Returns when all have answered, at the latest after the limit (for each
   * 128 nodes).
   *
   * @return one reading for each node, in the order of the members
   */
  public List<NodeReading> await() throws InterruptedException {
    long rounds = (nodes.size() + MOST_THREADS - 1) / MOST_THREADS;
    long end = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(limitMillis * rounds);
    nodes.forEach(RepeatedReading::begin);
    List<NodeReading> readings = new ArrayList<>();
    for (RepeatedReading node : nodes) {
      boolean done = node.await(end - ticker.nanos());
      readings.add(done ? node.last().orElseGet(() -> none(node)) : late(node));
    }
    return readings;
  }

  /**
   * Returns the last reading of every node without waiting, and begins the next one where the last
   * is older than half a second.
   */
  public List<NodeReading> latest() {
    List<NodeReading> readings = new ArrayList<>();
    for (RepeatedReading node : nodes) {
      node.beginIfDue();
      boolean late = node.pendingMillis() > limitMillis;
      readings.add(late ? late(node) : node.last().orElseGet(() -> none(node)));
    }
    return readings;
  }

  private NodeReading late(RepeatedReading node) {
    return nothing(node, NodeState.DOWN, "no answer within " + limitMillis / 1_000 + " s");
  }

  private NodeReading none(RepeatedReading node) {
    return nothing(node, NodeState.UNKNOWN, "waiting for the first answer");
  }

  private NodeReading nothing(RepeatedReading node, NodeState state, String reason) {
    return new NodeReading(
        node.member(),
        Origin.NONE,
        BeanSnapshot.of(DirectState.only(state, reason)),
        Optional.empty(),
        ticker.epochMillis());
  }

  /** Closes all connections and ends all threads without waiting for pending answers. */
  @Override
  public void close() {
    nodes.forEach(RepeatedReading::close);
    threads.shutdown();
  }
}
