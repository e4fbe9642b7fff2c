// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.context.ServedCold;
import io.dynowarmup.engine.shares.ArrivedShare;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.SecondTry;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.proof.Proof;
import io.dynowarmup.sync.proof.ProofRules;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  private static final int KEYS_BEFORE = 100;
  private static final int KEYS_AT_END = 250;

  /** Limit before the hand-over, where a difference may only be replication lag. */
  private static final long LIMIT_BEFORE_MILLIS = 200;

  /** Limit at the end. A write takes up to a second from one side to the other. */
  private static final long LIMIT_AT_END_MILLIS = 3_000;

  /** Limit for the names of the keys of one part; a server lists some 50,000 names a second. */
  private static final long LIMIT_OF_NAMES_MILLIS = 60_000;

  private static final double MOST = 0.9;
  private static final double HALF = 0.5;
  private static final double NEXT_TO_NOTHING = 0.1;

  private final RunContext context;
  private final ServedCold servedCold;
  private final BiFunction<Peer, Optional<SourceShare>, TransferSession> sessions;
  private final Supplier<LatencyProbe> latencies;
  private final SourceLosses losses = new SourceLosses();
  private final Map<Peer, ProofReport> earlier = new HashMap<>();
  private ProofReport before = ProofReport.none();
  private Peer comparedWith;
  private boolean evictAlike;

  /**
   * @param sessions connects to a source for a comparison only
   * @param latencies supplies the measurements of the current transfer; null if there is none
   */
  RunProof(
      RunContext context,
      ServedCold servedCold,
      BiFunction<Peer, Optional<SourceShare>, TransferSession> sessions,
      Supplier<LatencyProbe> latencies) {
    this.latencies = latencies;
    this.context = context;
    this.servedCold = servedCold;
    this.sessions = sessions;
  }

  /** Begins to count what the source removes, to tell a removal from a loss. */
  void begin(TransferSession attempt) {
    if (context.host().provesRuns()) {
      losses.begin(attempt);
    }
  }

  /** Compares when all data is here and the hand-over comes next. */
  public void beforeHandOver(TransferSession session) throws InterruptedException {
    if (before.counted() || !context.host().provesRuns()) {
      return;
    }
    comparedWith = session.peer();
    try {
      ComparedSides sides = new ComparedSides(session, new SecondTry());
      before =
          compare(sides, sides.sourceInfo(), KEYS_BEFORE, LIMIT_BEFORE_MILLIS, context.cancel());
      LOG.info("Before the hand-over, {}", before);
    } catch (WarmupException e) {
      LOG.info("Nothing was compared before the hand-over: {}", e.getMessage());
    }
  }

  /**
   * Returns whether a restarted source holds the data that this node copied from it. The same
   * number of keys proves nothing: they may belong to another Redis or be older. A key that had not
   * been copied yet says nothing.
   */
  public boolean agrees(Peer restarted) throws InterruptedException {
    ProofReport report = compared(restarted);
    return share(report, report.absentHere()) >= MOST;
  }

  /**
   * Returns the share of random keys of both sides that are equal on both, from 0 to 1; 0 if
   * unknown.
   */
  private double agreement(Peer peer) throws InterruptedException {
    return share(compared(peer), 0);
  }

  private static double share(ProofReport report, long ignored) {
    return (double) report.equal() / Math.max(1, report.sampled().orElse(0) - ignored);
  }

  private ProofReport compared(Peer peer) throws InterruptedException {
    TransferSession attempt = sessions.apply(peer, context.sources().share());
    try {
      ComparedSides sides = new ComparedSides(attempt, new SecondTry());
      ProofReport report =
          compare(sides, sides.sourceInfo(), KEYS_BEFORE, LIMIT_BEFORE_MILLIS, context.cancel());
      LOG.info("Source {} and this node, {}", peer, report);
      return report;
    } catch (WarmupException e) {
      LOG.info("Cannot compare {} with this node: {}", peer, e.getMessage());
      return ProofReport.none();
    } finally {
      attempt.closeConnections();
    }
  }

  /**
   * Returns another candidate that holds the same data as this node, if the source holds other
   * values under the same names. If the source agrees with this node, only the source is compared.
   */
  public Optional<Peer> contradicts(Peer source, List<Peer> others) throws InterruptedException {
    if (others.isEmpty() || agreement(source) > NEXT_TO_NOTHING) {
      return Optional.empty();
    }
    for (Peer other : others) {
      if (agreement(other) >= HALF) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  /** Drops the earlier comparison, which does not apply to another source. */
  void forget() {
    if (context.sources().plan().isPresent() && before.counted()) {
      earlier.put(comparedWith, before);
    }
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
      before = earlier.getOrDefault(share.source(), ProofReport.none());
      ProofReport one = atTheEnd(share.source(), Optional.of(share.share()));
      LOG.info("Comparison with {}: {}", share, one);
      if (ProofRules.objection(one).isPresent()) {
        return one.withNote("source " + share.source() + ", " + share.share());
      }
      all = all.plus(one);
    }
    return all;
  }

  private ProofReport atTheEnd(Peer source, Optional<SourceShare> share)
      throws InterruptedException {
    TransferSession attempt = sessions.apply(source, share);
    try {
      long limit = share.isPresent() ? LIMIT_OF_NAMES_MILLIS : LIMIT_AT_END_MILLIS;
      ComparedSides sides = new ComparedSides(attempt, patience(limit));
      RedisInfo now = sides.sourceInfo();
      if (!attempt.pin().isSame(now)) {
        return afterwards("the source was restarted after the hand-over");
      }
      return withEarlierSample(
          compare(sides, now, KEYS_AT_END, LIMIT_AT_END_MILLIS, CancelSignal.never()));
    } catch (WarmupException e) {
      return afterwards("the source did not answer after the hand-over: " + e.getMessage());
    } finally {
      attempt.closeConnections();
    }
  }

  /** Returns whether the last comparison found that both sides are caches that evict alike. */
  public boolean evictAlike() {
    return evictAlike;
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

  /**
   * @param now INFO of the source from this moment
   */
  private ProofReport compare(
      ComparedSides sides, RedisInfo now, int keys, long limitMillis, CancelSignal cancel)
      throws InterruptedException {
    TransferSession attempt = sides.session();
    SourcePin pin = attempt.pin();
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.host().pause(),
            cancel,
            context.config().deltaKeysPerSecond());
    Proof proof =
        new Proof(sides.local(), sides.source(), sides, throttle)
            .ownKeysAllowed(info -> servedCold.keepsOwnKeys() || pin.evicted(info))
            .clockAhead(() -> sides.clockAhead(context.ticker()))
            .writesTake(
                latencies.get() == null ? OptionalLong.empty() : latencies.get().writeTripMillis())
            .withoutSample(sides.noScripts())
            .within(
                attempt.part().map(part -> part::contains),
                keys == KEYS_AT_END ? LIMIT_OF_NAMES_MILLIS : 0);
    Deadline limit = Deadline.after(context.ticker(), limitMillis);
    ProofReport report = proof.take(now, keys, limit, info -> losses.unexplained(attempt, info));
    evictAlike = proof.evictAlike();
    return report;
  }
}
