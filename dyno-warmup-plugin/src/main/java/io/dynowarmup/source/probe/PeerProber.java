// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.log.HelperThreads;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.ReplicaIdentity;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Probes all peers in parallel. */
public final class PeerProber {
  private static final int MAX_THREADS = 32;

  /** For connecting and for the answers about several others, each within the limit. */
  private static final int COMPARISON_LIMITS = 3;

  /** Extra time in which a connection that times out can still report what it waited for. */
  private static final int GRACE_MILLIS = 50;

  /** Limit in ms for the second question to the Dynomites that have not reported their state. */
  private static final int PATIENT_MILLIS = 15_000;

  private final RedisConnector connector;
  private final Ticker ticker;
  private final Optional<ReplicaIdentity> ourLine;
  private Function<Peer, Optional<Endpoint>> clientPorts;
  private Function<Peer, Optional<String>> states = peer -> Optional.empty();
  private PortProbe portProbe = PortProbe.tcp();
  private long machineMemory;
  private LocalEvidence local;

  public PeerProber(RedisConnector connector, Ticker ticker) {
    this(connector, ticker, Optional.empty());
  }

  /**
   * Creates a prober.
   *
   * @param ourLine identifies this node among a peer's replicas; empty if that does not matter
   */
  public PeerProber(RedisConnector connector, Ticker ticker, Optional<ReplicaIdentity> ourLine) {
    this.connector = connector;
    this.ticker = ticker;
    this.ourLine = ourLine;
  }

  /**
   * Also probes the peers' Dynomites.
   *
   * @param ports returns the client port of each peer's Dynomite, empty if unknown
   */
  public PeerProber withDynomites(Function<Peer, Optional<Endpoint>> ports) {
    clientPorts = ports;
    return this;
  }

  /**
   * Also uses the state that the peers' admin ports report.
   *
   * @param known returns the state that a peer's admin port reports; asked only if its client port
   *     does not reveal the state
   */
  public PeerProber withStates(Function<Peer, Optional<String>> known, PortProbe ports) {
    states = known;
    portProbe = ports;
    return this;
  }

  /**
   * @param most memory of a peer's machine or container in bytes; 0 for what it reports
   */
  public PeerProber withMachineMemory(long most) {
    machineMemory = most;
    return this;
  }

  /**
   * Compares the keys of the peers with each other and with this node's, and their clocks with this
   * node's.
   */
  public PeerProber beside(LocalEvidence here) {
    local = here;
    return this;
  }

  /**
   * Probes each peer: PING, INFO, TIME, a sample of random keys, and whether its Dynomite serves.
   * Then asks the peers that answered which of the others' keys they have.
   *
   * <p>The probe takes as long as the slowest peer. Each of the two steps takes at most {@code
   * limitMillis} + 50 ms, multiplied by the number of questions divided by 32, rounded up. A peer
   * that has not answered by then is reported as failed.
   *
   * @param access the credentials that the replication will use
   * @param limitMillis limit for each peer in ms, 1 or more
   * @return one result for each peer, in the same order
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<PeerFacts> probe(List<Peer> peers, RedisAccess access, int limitMillis)
      throws InterruptedException {
    if (peers.isEmpty()) {
      return new ArrayList<>();
    }
    RedisAccess limited = access.withTimeoutMillis(limitMillis);
    int threads = Math.min((clientPorts == null ? 1 : 2) * peers.size(), MAX_THREADS);
    ExecutorService pool = pool(threads);
    try {
      List<PeerFacts> facts = first(peers, limited, limitMillis, pool, threads);
      return local == null ? facts : compared(facts, limited, limitMillis, pool, threads);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<PeerFacts> first(
      List<Peer> peers, RedisAccess access, int limitMillis, ExecutorService pool, int threads)
      throws InterruptedException {
    List<Probe> probes = new ArrayList<>();
    List<Future<PeerFacts>> answers = new ArrayList<>();
    List<DynomiteProbe> dynomites = new ArrayList<>();
    List<Future<DynomiteSign>> signs = new ArrayList<>();
    int questions = (clientPorts == null ? 1 : 2) * peers.size();
    Deadline deadline = deadline(limitMillis, questions, threads);
    try {
      for (Peer peer : peers) {
        Probe probe = new Probe(peer, connector, access, ticker, ourLine, machineMemory);
        probes.add(probe);
        answers.add(pool.submit(probe));
      }
      for (int i = 0; clientPorts != null && i < peers.size(); i++) {
        Peer peer = peers.get(i);
        dynomites.add(
            new DynomiteProbe(
                peer, clientPorts.apply(peer), states, portProbe, connector, limitMillis));
        signs.add(pool.submit(dynomites.get(i)));
      }
      List<PeerFacts> facts = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        facts.add(await(probes.get(i), answers.get(i), deadline, limitMillis));
      }
      for (int i = 0; i < signs.size(); i++) {
        PeerFacts f = facts.get(i);
        facts.set(i, f.withEvidence(f.evidence().withDynomite(sign(signs.get(i), deadline))));
      }
      return patiently(facts, dynomites, pool);
    } finally {
      probes.forEach(Probe::abandon);
    }
  }

  /** Asks the Dynomites of masters whose state is not known again, all at the same time. */
  private List<PeerFacts> patiently(
      List<PeerFacts> facts, List<DynomiteProbe> dynomites, ExecutorService pool)
      throws InterruptedException {
    Map<Integer, Future<DynomiteSign>> signs = new LinkedHashMap<>();
    for (int i = 0; i < dynomites.size(); i++) {
      DynomiteSign first = facts.get(i).evidence().dynomite();
      if (!first.isKnown() && facts.get(i).answered()) {
        DynomiteProbe probe = dynomites.get(i);
        signs.put(i, pool.submit(() -> probe.patiently(first)));
      }
    }
    Deadline deadline = Deadline.after(ticker, PATIENT_MILLIS);
    for (Map.Entry<Integer, Future<DynomiteSign>> each : signs.entrySet()) {
      PeerFacts f = facts.get(each.getKey());
      facts.set(
          each.getKey(),
          f.withEvidence(f.evidence().withDynomite(sign(each.getValue(), deadline))));
    }
    return facts;
  }

  private Deadline deadline(int limitMillis, int questions, int threads) {
    int rounds = (questions + threads - 1) / threads;
    return Deadline.after(ticker, ((long) limitMillis + GRACE_MILLIS) * rounds);
  }

  private static PeerFacts await(
      Probe probe, Future<PeerFacts> answer, Deadline deadline, int limitMillis)
      throws InterruptedException {
    Peer peer = probe.peer();
    try {
      return answer.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return probe.soFar().orElseGet(() -> PeerFacts.failed(peer, late(peer, limitMillis)));
    } catch (ExecutionException e) {
      return PeerFacts.failed(
          peer,
          new WarmupException(
              Reason.INTERNAL, "probing " + peer.redis() + " failed: " + e.getCause(), e));
    }
  }

  private static WarmupException late(Peer peer, int limitMillis) {
    return new WarmupException(
        Reason.TIME_OUT,
        "Redis "
            + peer.redis()
            + " did not answer PING and INFO within "
            + limitMillis
            + " ms (probe.msec): is its Redis stuck, or does a security group drop port "
            + peer.redis().port()
            + "?");
  }

  private static DynomiteSign sign(Future<DynomiteSign> answer, Deadline deadline)
      throws InterruptedException {
    try {
      return answer.get(Math.max(1, deadline.leftMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return DynomiteSign.unknown("the state of its Dynomite is not known: it does not answer");
    }
  }

  private List<PeerFacts> compared(
      List<PeerFacts> facts, RedisAccess access, int limitMillis, ExecutorService pool, int threads)
      throws InterruptedException {
    Map<Endpoint, KeySample> samples = new LinkedHashMap<>();
    samples.put(local.endpoint(), local.sample());
    facts.forEach(f -> samples.putIfAbsent(f.peer().redis(), f.evidence().sample()));
    List<Future<PeerFacts>> answers = new ArrayList<>();
    for (PeerFacts f : facts) {
      OverlapProbe probe = new OverlapProbe(f, samples, connector, access);
      answers.add(probe.hasQuestions() ? pool.submit(probe) : null);
    }
    // An answer that is missing here would let a foreign Redis pass as a source.
    Deadline deadline = deadline(COMPARISON_LIMITS * limitMillis, facts.size(), threads);
    List<PeerFacts> compared = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      compared.add(besideThis(overlaps(facts.get(i), answers.get(i), deadline)));
    }
    return compared;
  }

  private static PeerFacts overlaps(PeerFacts f, Future<PeerFacts> answer, Deadline deadline)
      throws InterruptedException {
    try {
      return answer == null
          ? f
          : answer.get(Math.max(1, deadline.leftMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return f;
    }
  }

  private PeerFacts besideThis(PeerFacts f) {
    Evidence evidence = f.evidence().withHoldsLocal(f.evidence().holdsOf(local.endpoint()));
    if (!local.sample().keys().isEmpty()) {
      evidence =
          evidence.withHeldHere(local.holding(evidence.sample().first(OverlapProbe.MOST_OF_EACH)));
    }
    Optional<ClockOffset> offset = local.offsetOf(evidence.clock());
    return f.withEvidence(offset.isPresent() ? evidence.withOffset(offset.get()) : evidence);
  }

  private static ExecutorService pool(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.MILLISECONDS,
        new LinkedBlockingQueue<>(),
        new HelperThreads("dyno-warmup-probe"));
  }
}
