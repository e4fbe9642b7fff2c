// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.RingRange;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicaIdentity;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.FixedSource;
import io.dynowarmup.source.LocalSide;
import io.dynowarmup.source.RankingRules;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerProber;
import io.dynowarmup.topology.ClientPorts;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the peers that could be the source how they are, and takes the best. Changes nothing. */
public final class SourceSelector {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSelector.class);

  private final EngineHost host;
  private final WarmupConfig config;
  private final RedisAccess access;
  private final List<Peer> peers;
  private final List<Peer> elsewhere;
  private final List<CandidateVerdict> verdicts = new ArrayList<>();
  private Optional<ReplicaIdentity> ourLine = Optional.empty();
  private final Topology topology;
  private final boolean named;
  private LocalEvidence local;
  private boolean absoluteExpiries;
  private final boolean decided;
  private List<Candidate> ranked = Collections.emptyList();
  private LocalSide side = LocalSide.UNKNOWN;
  private boolean triedElsewhere;
  private Peer preferred;
  private final List<WarmupException> silent = new ArrayList<>();

  private SourceSelector(
      EngineHost host,
      WarmupConfig config,
      RedisAccess access,
      Topology topology,
      List<Peer> peers,
      List<Peer> elsewhere,
      boolean named,
      boolean decided) {
    this.decided = decided;
    this.host = host;
    this.config = config;
    this.access = access;
    this.topology = topology;
    this.peers = peers;
    this.elsewhere = elsewhere;
    this.named = named;
  }

  /**
   * @throws WarmupException BAD_ARGUMENT when the request, or the setting {@code source}, names a
   *     peer that there is not
   */
  public static SourceSelector of(
      EngineHost host,
      WarmupConfig config,
      WarmupRequest request,
      Topology topology,
      RedisAccess access) {
    boolean remote = config.remoteDatacenters();
    List<Peer> peers = topology.sameTokenPeers(remote);
    List<Peer> elsewhere = remote ? topology.sameTokenPeersElsewhere() : Collections.emptyList();
    String wanted = request.source().isEmpty() ? config.source() : request.source();
    boolean named = !wanted.isEmpty() && !peers.isEmpty();
    if (named) {
      Set<Peer> known = new LinkedHashSet<>(peers);
      known.addAll(elsewhere);
      peers = Collections.singletonList(FixedSource.find(wanted, new ArrayList<>(known)));
      elsewhere = Collections.emptyList();
    }
    return new SourceSelector(
        host,
        config,
        access,
        topology,
        peers,
        elsewhere,
        named,
        SourceAuthority.decided(request, config));
  }

  /** What a source still holds of an earlier sync of this node does not count against it. */
  public SourceSelector knowing(RedisNode local) {
    try {
      ourLine = Optional.of(ReplicaIdentity.announcedBy(local));
    } catch (WarmupException e) {
      LOG.debug("what the local Redis announces is not known", e);
    }
    return this;
  }

  /**
   * The local Redis, which no peer is, and whose keys and clock each is compared with.
   *
   * @param redis stays open until a source is chosen
   * @param info that it has just answered
   */
  public SourceSelector beside(RedisNode redis, RedisInfo info) {
    local = LocalEvidence.of(redis, info, host.ticker());
    return this;
  }

  /**
   * @param absolute whether nothing will do that carries the time that keys have left
   */
  public SourceSelector withAbsoluteExpiries(boolean absolute) {
    absoluteExpiries = absolute;
    return this;
  }

  /** What the local Redis can take, and which way. */
  public SourceSelector to(LocalSide local) {
    side = local;
    return this;
  }

  /** That one, where it will do: a comparison with it has begun. */
  public void preferring(Peer peer) {
    preferred = peer;
  }

  /** Whether there is any peer to ask. */
  public boolean empty() {
    return peers.isEmpty();
  }

  /**
   * @param localKeys that this node holds and may not lose to a source that has far fewer
   * @param failed not to be tried now, and why
   */
  public Optional<Candidate> best(long localKeys, Map<Peer, String> failed)
      throws InterruptedException {
    return best(localKeys, failed, false);
  }

  /**
   * @param anyUptime whether the longest uptime is not what decides among equals
   */
  public Optional<Candidate> best(long localKeys, Map<Peer, String> failed, boolean anyUptime)
      throws InterruptedException {
    verdicts.clear();
    silent.clear();
    triedElsewhere = false;
    RankingRules rules =
        new RankingRules(localKeys, config.force(), config.sourceMaxReplicas(), failed)
            .withMaxMemoryPercent(config.sourceLimits().memoryPercent())
            .withAnyUptime(anyUptime)
            .withNamed(named)
            .withAbsoluteExpiries(absoluteExpiries)
            .withKeyRange(RingRange.range(host, config, topology))
            .withYoung(config.coldUptimeSeconds(), decided)
            .beside(local)
            .withSide(side);
    Optional<Candidate> best = best(peers, rules);
    if (!best.isPresent() && !elsewhere.isEmpty() && !elsewhere.equals(peers)) {
      triedElsewhere = true;
      best = best(elsewhere, rules);
    }
    return best;
  }

  private Optional<Candidate> best(List<Peer> of, RankingRules rules) throws InterruptedException {
    ranked =
        new SourceRanking(host.random())
            .rank(
                new PeerProber(host.redisConnector(), host.ticker(), ourLine)
                    .withDynomites(clientPorts()::of)
                    .withStates(this::dynomiteState, host.portLook())
                    .beside(local)
                    .probe(of, access, (int) config.probeMillis()),
                rules);
    Candidate best =
        ranked.stream()
            .filter(Candidate::eligible)
            .min(Comparator.comparing(c -> !c.peer().equals(preferred)))
            .orElse(null);
    for (Candidate c : ranked) {
      LOG.info("candidate {}", c);
      verdicts.add(c.verdict(c == best));
      c.facts().silence().ifPresent(silent::add);
    }
    return Optional.ofNullable(best);
  }

  private Optional<String> dynomiteState(Peer peer) {
    int limit = (int) Math.max(1, config.probeMillis() / 2);
    return topology
        .adminOf(peer)
        .map(port -> host.peerAdmin(port, Arrays.asList(peer.dynomite()), limit).state())
        .filter(state -> state != DynomiteState.UNREACHABLE)
        .map(DynomiteState::name);
  }

  private ClientPorts clientPorts() {
    return topology.clientPorts(
        config.peerDynomiteClientPort().orElse(topology.clientAddress().port()));
  }

  /**
   * Why one of those that were asked has not said what it holds, and may say it a moment later.
   *
   * @param gone whether one counts at whose address nothing listens
   */
  public Optional<WarmupException> passing(boolean gone) {
    return silent.stream()
        .filter(e -> e.reason().isTransient())
        .filter(e -> gone || !isGone(e.reason()))
        .findFirst();
  }

  private static boolean isGone(WarmupException.Reason reason) {
    return reason == WarmupException.Reason.REFUSED || reason == WarmupException.Reason.UNREACHABLE;
  }

  /** All that were asked last, best first. */
  public List<Candidate> ranked() {
    return ranked;
  }

  /** Whether a person has named the source, or forces the run. */
  public boolean decided() {
    return decided;
  }

  /** Whether none of the own data centre would do. */
  public boolean triedElsewhere() {
    return triedElsewhere;
  }

  /** What was found of each peer that was asked, best first. */
  public List<CandidateVerdict> verdicts() {
    return Collections.unmodifiableList(verdicts);
  }

  /** Why none can be the source. */
  public static String whyNone(List<CandidateVerdict> verdicts) {
    StringBuilder why = new StringBuilder("no peer can be the source:");
    for (CandidateVerdict v : verdicts) {
      why.append(' ').append(v.peer()).append(": ").append(v.text()).append(';');
    }
    why.setLength(why.length() - 1);
    return why.toString();
  }
}
