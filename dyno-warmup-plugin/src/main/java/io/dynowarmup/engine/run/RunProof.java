// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.shares.ArrivedShare;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.proof.ProofRules;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this node with its source before a run ends as WARMED.
 *
 * <p>It compares once in CATCH_UP, so that there is a result if the source dies after the
 * hand-over, and once at the end. It reads at most 700 keys at the source, and reads those that
 * differ again.
 */
public final class RunProof {
  private static final Logger LOG = LoggerFactory.getLogger(RunProof.class);

  private static final int KEYS_AT_END = 250;

  /** Limit at the end. A write takes up to a second from one side to the other. */
  private static final long LIMIT_AT_END_MILLIS = 3_000;

  /** Limit for the names of the keys of one part; a server lists some 50,000 names a second. */
  private static final long LIMIT_OF_NAMES_MILLIS = 60_000;

  private final RunContext context;
  private final BiFunction<Peer, Optional<SourceShare>, TransferSession> sessions;
  private final Supplier<LatencyProbe> latencies;
  private final SourceLosses losses;
  private final SideComparison comparison;
  private ProofReport before = ProofReport.none();

  /**
   * @param sessions connects to a source for a comparison only
   * @param latencies supplies the measurements of the current transfer; null if there is none
   */
  RunProof(
      RunContext context,
      SourceLosses losses,
      SideComparison comparison,
      BiFunction<Peer, Optional<SourceShare>, TransferSession> sessions,
      Supplier<LatencyProbe> latencies) {
    this.latencies = latencies;
    this.context = context;
    this.losses = losses;
    this.comparison = comparison;
    this.sessions = sessions;
  }

  /** Begins to count what the source removes, to tell a removal from a loss. */
  void begin(TransferSession session) {
    if (context.host().provesRuns()) {
      losses.begin(session);
    }
  }

  /**
   * Returns whether clients deleted what a source of this run lacks now. The process must be the
   * same.
   *
   * @param now INFO of the source from this moment
   */
  public boolean clientsDeleted(Peer peer, RedisInfo now) {
    try (RedisNode source =
        context.commands().forProbes().connect(peer.redis(), context.node().peerAccess())) {
      return losses.deleted(peer, source, context.sources().pins().of(peer).lost(now));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell whether clients deleted keys of {}", peer, e);
      return false;
    }
  }

  /**
   * Compares when all data is here and the hand-over comes next.
   *
   * @throws WarmupException SOURCE_EMPTIED if the source was flushed since it was chosen
   */
  public void beforeHandOver(TransferSession session) throws InterruptedException {
    if (before.counted() || !context.host().provesRuns()) {
      return;
    }
    losses.check(session);
    try {
      before = comparison.brief(session);
      LOG.info("Before the hand-over, {}", before);
    } catch (WarmupException e) {
      LOG.info("Nothing was compared before the hand-over: {}", e.getMessage());
    }
  }

  /** Drops the earlier comparison, which does not apply to another source. */
  void forget() {
    before = ProofReport.none();
  }

  /** Measures what the comparison at the end needs, while the connections to the peers are open. */
  public void beforeTheEnd() throws InterruptedException {
    if (!context.host().provesRuns() || latencies.get() == null) {
      return;
    }
    try {
      latencies.get().measureAfterHandOver();
    } catch (RuntimeException e) {
      LOG.debug("Cannot measure the time of a marker after the hand-over", e);
    }
  }

  /** Compares after the hand-over, when the node is in service. */
  public ProofReport atTheEnd() throws InterruptedException {
    if (!context.host().provesRuns()) {
      return ProofReport.none();
    }
    if (context.sources().plan().isPresent()) {
      return ofShares(context.sources().plan().get().arrived());
    }
    Optional<Peer> source = context.board().now().source();
    return source.isPresent()
        ? atTheEnd(source.get(), Optional.empty())
        : ProofReport.notCompared("the source is not known");
  }

  /** Compares with each source. One that proves nothing makes the whole report prove nothing. */
  private ProofReport ofShares(List<ArrivedShare> shares) throws InterruptedException {
    ProofReport all = ProofReport.none();
    for (ArrivedShare share : shares) {
      ProofReport one = ofShare(share);
      LOG.info("Comparison with {}: {}", share, one);
      if (ProofRules.objection(one).isPresent()) {
        return one.withNote("source " + share.source() + ", " + share.share());
      }
      all = all.plus(one);
    }
    return all;
  }

  /**
   * Compares with the source of a part. If that is not possible, another node that holds the part
   * is compared instead. What was compared before the hand-over is a few keys and no names, and is
   * older than the copies of the later parts.
   */
  private ProofReport ofShare(ArrivedShare share) throws InterruptedException {
    ProofReport first = ofShare(share.source(), share.share());
    for (Peer other : share.share().candidates()) {
      if (!first.sampled().isPresent() && !other.equals(share.source())) {
        ProofReport second = ofShare(other, share.share());
        if (second.sampled().isPresent()) {
          return second.withNote(other + " was compared instead of " + share.source());
        }
      }
    }
    return first;
  }

  /** Returns a report that proves nothing if the names of the part could not be compared. */
  private ProofReport ofShare(Peer source, SourceShare share) throws InterruptedException {
    before = ProofReport.none();
    ProofReport report = atTheEnd(source, Optional.of(share));
    return report.sampled().isPresent()
        ? report
        : new ProofReport.Builder().from(report).unanswered(true).build();
  }

  private ProofReport atTheEnd(Peer source, Optional<SourceShare> share)
      throws InterruptedException {
    TransferSession session = sessions.apply(source, share);
    try {
      long limit = share.isPresent() ? LIMIT_OF_NAMES_MILLIS : LIMIT_AT_END_MILLIS;
      ComparedSides sides = new ComparedSides(session, patience(limit));
      RedisInfo now = sides.sourceInfo();
      if (!session.pin().isSame(now)) {
        return afterwards("the source was restarted after the hand-over");
      }
      ProofReport end =
          comparison.of(
              sides,
              now,
              KEYS_AT_END,
              LIMIT_AT_END_MILLIS,
              LIMIT_OF_NAMES_MILLIS,
              CancelSignal.never());
      return losses.noted(session, withEarlierSample(end));
    } catch (WarmupException e) {
      return afterwards("the source did not answer after the hand-over: " + e.getMessage());
    } finally {
      session.closeConnections();
    }
  }

  /** Returns whether the last comparison found that both sides are caches that evict alike. */
  public boolean evictAlike() {
    return comparison.evictAlike();
  }

  /** A connection that was killed or a script that runs for a moment does not end the proof. */
  private Retrier patience(long millis) {
    return new Retrier(
        Patience.withSource(context.ticker(), LIMIT_AT_END_MILLIS),
        context.host().pause(),
        CancelSignal.never(),
        Deadline.after(context.ticker(), millis),
        context.board()::note);
  }

  /**
   * If neither values nor names could be compared at the end, the values from before the hand-over
   * count.
   */
  private ProofReport withEarlierSample(ProofReport end) {
    boolean compared = end.sampled().isPresent() || end.named().isPresent();
    if (compared || !before.sampled().isPresent()) {
      return end;
    }
    return new ProofReport.Builder()
        .from(end)
        .sampled(before.sampled())
        .equal(before.equal())
        .different(before.different())
        .missing(before.missing())
        .inMotion(before.inMotion())
        .sizeOnly(before.sizeOnly())
        .unanswered(before.unanswered())
        .build()
        .withNote("the sampled values are from before the hand-over");
  }

  private ProofReport afterwards(String why) {
    return before.counted()
        ? before.withNote("before the hand-over; " + why)
        : ProofReport.notCompared(why);
  }
}
