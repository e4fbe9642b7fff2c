package io.dynowarmup.engine;

import io.dynowarmup.CandidateVerdict;
import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupPhase;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.FixedSource;
import io.dynowarmup.source.MemoryFit;
import io.dynowarmup.source.PeerProber;
import io.dynowarmup.source.RankingRules;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which peer with the same token serves as the source? */
final class SelectSourcePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(SelectSourcePhase.class);

  private static final int MOST_FAILURES = 3;

  private int failures;

  SelectSourcePhase(Run run) {
    super(run);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.SELECT_SOURCE;
  }

  @Override
  Phase advance() throws InterruptedException {
    Topology topology = run.node().topology();
    boolean remote = run.config().remoteDatacenters();
    List<Peer> peers = topology.sameTokenPeers(remote);
    if (peers.isEmpty()) {
      return new RestorePhase(run, Ending.skipped(Reason.NO_PEER, topology.whyNoPeer(remote)));
    }
    RedisInfo local = run.node().redis().info();
    List<Peer> elsewhere = remote ? topology.sameTokenPeersElsewhere() : Collections.emptyList();
    String wanted =
        run.request().source().isEmpty() ? run.config().source() : run.request().source();
    if (!wanted.isEmpty()) {
      Set<Peer> known = new LinkedHashSet<>(peers);
      known.addAll(elsewhere);
      peers = Collections.singletonList(FixedSource.find(wanted, new ArrayList<>(known)));
      elsewhere = Collections.emptyList();
    }
    List<CandidateVerdict> verdicts = new ArrayList<>();
    Optional<Candidate> best = best(peers, local, verdicts);
    if (!best.isPresent() && !elsewhere.isEmpty() && !elsewhere.equals(peers)) {
      run.warn("no peer of the own data centre can be the source; trying the others");
      best = best(elsewhere, local, verdicts);
    }
    return best.isPresent() ? chosen(best.get(), local) : none();
  }

  private Optional<Candidate> best(
      List<Peer> peers, RedisInfo local, List<CandidateVerdict> verdicts)
      throws InterruptedException {
    WarmupConfig config = run.config();
    RankingRules rules =
        new RankingRules(
            run.touched() ? 0 : local.keys(),
            config.force(),
            config.sourceMaxReplicas(),
            run.failedSources().reasons());
    List<Candidate> ranked =
        new SourceRanking(run.host().random())
            .rank(
                new PeerProber(run.host().redisConnector(), run.ticker())
                    .probe(peers, run.node().peerAccess(), (int) config.probeMillis()),
                rules);
    Candidate best = ranked.isEmpty() || !ranked.get(0).eligible() ? null : ranked.get(0);
    for (Candidate c : ranked) {
      LOG.info("candidate {}", c);
      verdicts.add(c.verdict(c == best));
    }
    run.board().change(b -> b.candidates(verdicts));
    return Optional.ofNullable(best);
  }

  private Phase chosen(Candidate source, RedisInfo local) {
    Optional<WarmupException> misfit = MemoryFit.problem(source.facts(), local);
    if (misfit.isPresent()) {
      if (!run.config().force()) {
        return new RestorePhase(run, Ending.failed(misfit.get()));
      }
      run.warn(misfit.get().getMessage());
    }
    run.board().change(b -> b.source(source.peer()));
    LOG.info("the source is {}: {}", source.peer(), source.reason());
    if (local.keys() > 0) {
      LOG.warn(
          "the {} keys that this node holds will be dropped when the load begins", local.keys());
    }
    return new TransferPhase(run, source.peer());
  }

  /**
   * One that failed may only have been restarted, so it gets another chance before this is the end.
   */
  private Phase none() {
    if (run.cancel().isCancelled()) {
      return new RestorePhase(run, Ending.aborted(run.cancel().reason()));
    }
    if (run.failedSources().forgive()) {
      return this;
    }
    StringBuilder why = new StringBuilder("no peer can be the source:");
    for (CandidateVerdict v : run.board().now().candidates()) {
      why.append(' ').append(v.peer()).append(": ").append(v.text()).append(';');
    }
    why.setLength(why.length() - 1);
    return new RestorePhase(run, Ending.failed(Reason.NO_HEALTHY_SOURCE, why.toString()));
  }

  /** The local Redis is asked for its keys only: that may be tried again. */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    boolean passing = e.reason() == Reason.REFUSED || e.reason() == Reason.TIME_OUT;
    return passing && ++failures < MOST_FAILURES ? this : super.onFailure(e);
  }

  @Override
  long intervalMillis() {
    return 2_000;
  }
}
