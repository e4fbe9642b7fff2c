// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.ClusterReader;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All nodes of one data centre. It works over the MBeans of their daemons and keeps no state: each
 * node keeps its own.
 *
 * <p>Not thread-safe.
 */
public final class Site implements AutoCloseable {
  /** Time limit for a call that works on the node, such as a preflight. */
  private static final long CALL_MILLIS = 30_000;

  private final ClusterReader reader;
  private final RemoteClient client;
  private final String datacenter;
  private final List<SiteNode> nodes = new ArrayList<>();

  /**
   * Creates a site; it opens no connection yet.
   *
   * @param reader reads all nodes of the cluster
   * @param client how the daemons are reached
   * @param datacenter the data centre that is the site
   */
  public Site(ClusterReader reader, RemoteClient client, String datacenter) {
    this.reader = reader;
    this.client = client;
    this.datacenter = datacenter;
  }

  /**
   * Bootstraps all nodes of this data centre and opens them together.
   *
   * @param from the data centre that has the data
   * @param timeout how long it may take; then the nodes continue on their own
   * @return outcome and reason for each node
   * @throws WarmupException BAD_ARGUMENT if a data centre has no node
   */
  public SiteReport bootstrap(String from, Duration timeout) throws InterruptedException {
    return bootstrap(SiteRequest.from(from, timeout.toMillis()), nodes -> {});
  }

  /**
   * Bootstraps all nodes of this data centre.
   *
   * @param progress receives the nodes whenever they were polled
   */
  public SiteReport bootstrap(SiteRequest request, Consumer<List<NodeResult>> progress)
      throws InterruptedException {
    List<NodeReading> all = reader.await();
    if (request.fromDatacenter().equals(datacenter)) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "--from and --to are the same data centre: " + datacenter);
    }
    List<NodeReading> from = in(all, request.fromDatacenter());
    Set<Long> ring =
        from.stream().flatMap(r -> r.member().peer().tokens().stream()).collect(Collectors.toSet());
    ServingNodes serving =
        new SourceReadings(from, () -> in(reader.await(), request.fromDatacenter()));
    List<SiteNode> own =
        in(all, datacenter).stream().map(r -> node(r.member())).collect(Collectors.toList());
    return new Bootstrap(request, own, ring, serving, Ticker.system(), Pause.system(), progress)
        .run();
  }

  private SiteNode node(ClusterMember member) {
    SiteNode node = new RemoteSiteNode(member, client, CALL_MILLIS);
    nodes.add(node);
    return node;
  }

  /** Reads all nodes of this data centre. */
  public List<NodeReading> read() throws InterruptedException {
    return in(reader.await(), datacenter);
  }

  private static List<NodeReading> in(List<NodeReading> all, String datacenter) {
    return in(all, r -> r.member().peer(), datacenter);
  }

  private static <T> List<T> in(List<T> all, Function<T, Peer> peer, String datacenter) {
    List<T> found =
        all.stream()
            .filter(node -> peer.apply(node).datacenter().equals(datacenter))
            .collect(Collectors.toList());
    if (found.isEmpty()) {
      Set<String> known =
          all.stream()
              .map(node -> peer.apply(node).datacenter())
              .collect(Collectors.toCollection(TreeSet::new));
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "no node is in data centre '" + datacenter + "'; known: " + String.join(", ", known));
    }
    return found;
  }

  /**
   * Compares all keys of every node with its peers, and waits for the end.
   *
   * @param progress receives the nodes whenever they were polled
   */
  public List<VerifyResult> verify(Consumer<List<VerifyResult>> progress)
      throws InterruptedException {
    return new SiteVerification(own(), Pause.system(), progress).run();
  }

  /**
   * Calls an operation on every node at the same time; one that does not answer stops no other.
   *
   * @return one answer for each node
   */
  public List<CallResult> invoke(String operation, String... arguments)
      throws InterruptedException {
    return new SiteCall(operation, arguments).run(own());
  }

  /** Returns the nodes of this data centre, without reading them. */
  private List<SiteNode> own() {
    return in(reader.members(), ClusterMember::peer, datacenter).stream()
        .map(this::node)
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    nodes.forEach(SiteNode::close);
    reader.close();
  }
}
