// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.log.HelperThreads;
import io.dynowarmup.topology.PeerAnswer;
import io.dynowarmup.topology.Topology;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the peers' Dynomites for the addresses of their Redis, if no setting names them. A peer
 * whose admin port does not answer keeps its assumed address.
 */
final class PeerAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(PeerAddresses.class);

  /** Time limit for one answer. An admin port may be behind a firewall that drops packets. */
  private static final int LIMIT_MILLIS = 500;

  private static final int MOST_THREADS = 32;

  private final EngineHost host;
  private final WarmupConfig config;

  PeerAddresses(EngineHost host, WarmupConfig config) {
    this.host = host;
    this.config = config;
  }

  /** Returns the same topology with the Redis of each peer whose Dynomite reports it. */
  Topology in(Topology topology) {
    List<Peer> asked = topology.assumedPeers(config.remoteDatacenters());
    if (asked.isEmpty()) {
      return topology;
    }
    List<Callable<Optional<PeerAnswer>>> questions = questions(asked, ports(topology));
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(MOST_THREADS, questions.size()), new HelperThreads("dyno-warmup-peers"));
    try {
      List<PeerAnswer> answers = new ArrayList<>();
      int rounds = (questions.size() + MOST_THREADS - 1) / MOST_THREADS;
      for (Future<Optional<PeerAnswer>> answer :
          pool.invokeAll(questions, 2L * rounds * LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
        answer(answer).ifPresent(answers::add);
      }
      return topology.learned(asked, answers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return topology;
    } finally {
      pool.shutdownNow();
    }
  }

  private Set<Integer> ports(Topology topology) {
    Set<Integer> ports = new LinkedHashSet<>(config.peerDynomiteAdminPorts());
    int own = URI.create(topology.adminUrl()).getPort();
    if (ports.isEmpty() && own > 0) {
      ports.add(own);
    }
    return ports;
  }

  private List<Callable<Optional<PeerAnswer>>> questions(List<Peer> peers, Set<Integer> ports) {
    Map<String, List<Endpoint>> hosts = new LinkedHashMap<>();
    for (Peer p : peers) {
      hosts.computeIfAbsent(p.dynomite().host(), h -> new ArrayList<>()).add(p.dynomite());
    }
    List<Callable<Optional<PeerAnswer>>> questions = new ArrayList<>();
    hosts.forEach(
        (name, dynomites) ->
            ports.forEach(port -> questions.add(() -> ask(new Endpoint(name, port), dynomites))));
    return questions;
  }

  /**
   * @param dynomites Dynomites at that host; a Dynomite that is starting is not queried
   */
  private Optional<PeerAnswer> ask(Endpoint port, List<Endpoint> dynomites) {
    try {
      DynomiteAdmin admin = host.peerAdmin(port, dynomites, LIMIT_MILLIS);
      return Optional.of(new PeerAnswer(port, admin.info(), admin.clusterDescribe()));
    } catch (WarmupException e) {
      LOG.debug("Cannot learn a peer's Redis from admin port {}: {}", port, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<PeerAnswer> answer(Future<Optional<PeerAnswer>> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException | CancellationException e) {
      LOG.debug("Cannot ask a peer's admin port", e);
      return Optional.empty();
    }
  }
}
