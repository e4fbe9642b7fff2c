// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.shares.NewRing;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.PeerDynomites;
import io.dynowarmup.node.RingRange;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicaIdentity;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.PeerProber;
import io.dynowarmup.source.rule.Availability;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes the peers that could be the source and selects the best one. Changes nothing. */
public final class SourceSelector {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSelector.class);

  private final EngineHost host;
  private RedisConnector connector;
  private final WarmupConfig config;
  private final RedisAccess access;
  private List<Peer> peers;
  private final List<Peer> elsewhere;
  private final List<CandidateVerdict> verdicts = new ArrayList<>();
  private Optional<ReplicaIdentity> ourLine = Optional.empty();
  private final Topology topology;
  private final boolean named;
  private final boolean newRing;
  private LocalEvidence local;
  private boolean absoluteExpiries;
  private final boolean decided;
  private List<Candidate> ranked = Collections.emptyList();
  private LocalSide side = LocalSide.UNKNOWN;
  private boolean wasWarm;
  private boolean triedElsewhere;
  private Peer preferred;
  private final Optional<Peer> requested;
  private Optional<SourceShare> share = Optional.empty();
  private final List<WarmupException> silent = new ArrayList<>();

  private SourceSelector(
      EngineHost host,
      WarmupConfig config,
      RedisAccess access,
      Topology topology,
      CandidatePeers candidates,
      boolean decided) {
    this.decided = decided;
    this.host = host;
    this.connector = host.redisConnector();
    this.config = config;
    this.access = access;
    this.topology = topology;
    this.peers = candidates.first();
    this.elsewhere = candidates.elsewhere();
    this.named = candidates.isNamed();
    this.requested = candidates.preferred();
    this.preferred = requested.orElse(null);
    this.newRing = !named && NewRing.isBesideAnother(topology, config.remoteDatacenters());
  }

  /**
   * Creates the selector for one run.
   *
   * @throws WarmupException BAD_ARGUMENT if the request names or prefers a peer that does not
   *     exist, or the setting {@code source} names one
   */
  public static SourceSelector of(
      EngineHost host,
      WarmupConfig config,
      WarmupRequest request,
      Topology topology,
      RedisAccess access) {
    CandidatePeers candidates = CandidatePeers.of(request, config, topology);
    return new SourceSelector(
        host, config, access, topology, candidates, SourceAuthority.decided(request, config));
  }

  /** Returns the peer that the request prefers; empty if it prefers none. */
  public static Optional<Peer> preferred(
      WarmupRequest request, WarmupConfig config, Topology topology) {
    return CandidatePeers.of(request, config, topology).preferred();
  }

  /** Sets a part of this node's range; the nodes that hold it are the candidates. */
  public SourceSelector of(SourceShare part) {
    share = Optional.of(part);
    peers = part.candidates();
    return this;
  }

  /** Sets the connector for the probes of the peers. */
  public SourceSelector through(RedisConnector probes) {
    connector = probes;
    return this;
  }

  /** Asks a peer how often it ran commands that remove keys; empty if it does not report it. */
  public Optional<RemovalCalls> removals(Peer peer) {
    try (RedisNode redis = connector.connect(peer.redis(), access)) {
      return RemovalCalls.of(redis.info("commandstats"));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which commands {} has run", peer, e);
      return Optional.empty();
    }
  }

  /**
   * Sets the identity of the local Redis. What a source still holds from an earlier sync of this
   * node then does not count against the source.
   */
  public SourceSelector knowing(RedisNode local) {
    try {
      ourLine = Optional.of(ReplicaIdentity.announcedBy(local));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which address the local Redis announces", e);
    }
    return this;
  }

  /**
   * Sets the local Redis. No peer can be this Redis, and each peer's keys and clock are compared
   * with it.
   *
   * @param redis connection that stays open until a source is chosen
   * @param info INFO that this Redis has just answered
   */
  public SourceSelector beside(RedisNode redis, RedisInfo info) {
    local =
        LocalEvidence.of(
            redis, info, host.ticker(), key -> share.map(s -> s.contains(key)).orElse(true));
    return this;
  }

  /** Sets whether this node is known to have held its data at some time. */
  public SourceSelector wasWarm(boolean known) {
    wasWarm = known;
    return this;
  }

  /**
   * @param absolute whether only a transfer is possible that carries absolute expiry times, not
   *     remaining times to live
   */
  public SourceSelector withAbsoluteExpiries(boolean absolute) {
    absoluteExpiries = absolute;
    return this;
  }

  /** Sets what the local Redis can load, and in which way. */
  public SourceSelector to(LocalSide local) {
    side = local;
    return this;
  }

  /** Sets a preferred peer, which wins if it is eligible: a comparison with it has begun. */
  public void preferring(Peer peer) {
    preferred = peer;
  }

  /** Returns whether there is no peer to ask. */
  public boolean empty() {
    return peers.isEmpty();
  }

  /** Returns the best source as if none had failed before. */
  public Optional<Candidate> best(long localKeys, Map<Peer, String> failed)
      throws InterruptedException {
    return best(localKeys, failed, new FailedSources());
  }

  /**
   * Returns the best source; empty if no peer can be the source.
   *
   * @param localKeys number of keys on this node that must not be lost to a source with far fewer
   *     keys
   * @param failed peers that must not be tried now, each with the reason
   * @param before after a failure, uptime is ignored among equal candidates
   */
  public Optional<Candidate> best(long localKeys, Map<Peer, String> failed, FailedSources before)
      throws InterruptedException {
    verdicts.clear();
    silent.clear();
    triedElsewhere = false;
    RankingRules rules =
        RankingRules.of(localKeys, config.force(), config.sourceLimits().replicas(), failed)
            .withMaxMemoryPercent(config.sourceLimits().memoryPercent())
            .withWasWarm(wasWarm)
            .withAnyUptime(before.last().isPresent())
            .withEmptied(before::isEmptied)
            .withSeenKeys(before.seenKeys())
            .withNamed(named)
            .withAbsoluteExpiries(absoluteExpiries)
            .withKeyRange(
                share
                    .map(SourceShare::held)
                    .orElseGet(() -> RingRange.range(host, config, topology)))
            .withYoungSeconds(config.coldUptimeSeconds())
            .withSourceDecided(decided)
            .withPreferred(requested)
            .withNewRing(newRing && !share.isPresent())
            .withLocal(local)
            .withSide(side);
    CandidateSearch search = new CandidateSearch(this::probe, host.random(), rules, preferred);
    boolean others = !elsewhere.isEmpty() && !elsewhere.equals(peers);
    if (others && elsewhere.contains(preferred) && !share.isPresent()) {
      Optional<Candidate> best = search.bestOf(peers, elsewhere);
      record(search.ranked(), best, before);
      return best;
    }
    Optional<Candidate> best = search.best(peers);
    if (!best.isPresent() && others) {
      record(search.ranked(), best, before);
      triedElsewhere = true;
      best = search.best(elsewhere);
    } else if (others && !share.isPresent()) {
      best = search.orElsewhere(elsewhere);
    }
    record(search.ranked(), best, before);
    return best;
  }

  private List<PeerFacts> probe(List<Peer> of) throws InterruptedException {
    PeerDynomites dynomites = new PeerDynomites(host, config, topology);
    return new PeerProber(connector, host.ticker(), ourLine)
        .withMachineMemory(config.sourceLimits().memoryBytes())
        .withDynomites(dynomites::clientPort)
        .withStates(dynomites::state, host.portProbe())
        .beside(local)
        .probe(of, access, (int) config.probeMillis());
  }

  private void record(List<Candidate> candidates, Optional<Candidate> best, FailedSources run) {
    ranked = candidates;
    for (Candidate c : ranked) {
      LOG.info("Candidate {}", c);
      verdicts.add(c.verdict(best.filter(b -> b == c).isPresent()));
      c.facts().silence().ifPresent(silent::add);
      Availability.awaited(c.facts(), local).ifPresent(silent::add);
      if (!c.facts().silence().isPresent()) {
        run.seen(c.peer(), c.facts().keys());
      }
    }
  }

  /**
   * Returns why a peer did not report what it holds, if it may do so a moment later.
   *
   * @param gone whether peers at whose address nothing listens count too
   */
  public Optional<WarmupException> passing(boolean gone) {
    return silent.stream()
        .filter(e -> e.reason().isTransient())
        .filter(e -> gone || !e.reason().isAbsent())
        .findFirst();
  }

  /** Returns all peers of the last probe, best first. */
  public List<Candidate> ranked() {
    return ranked;
  }

  /** Returns whether the operator named the source or forces the run. */
  public boolean decided() {
    return decided;
  }

  /** Returns whether no peer of the own data centre was suitable. */
  public boolean triedElsewhere() {
    return triedElsewhere;
  }

  /** Returns the findings on each probed peer, best first. */
  public List<CandidateVerdict> verdicts() {
    return Collections.unmodifiableList(verdicts);
  }
}
