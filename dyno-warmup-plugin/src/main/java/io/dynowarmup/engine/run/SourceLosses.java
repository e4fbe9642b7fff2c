// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.engine.decision.PinnedSources;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import io.dynowarmup.source.probe.Share;
import io.dynowarmup.spi.RemovalLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distinguishes the keys that clients removed at a source during a run from those it lost.
 *
 * <p>The number of keys does not show that a source was flushed if it was refilled at once. The
 * counts of its commands do: no client can send FLUSHALL and the like through Dynomite.
 */
final class SourceLosses {
  private static final Logger LOG = LoggerFactory.getLogger(SourceLosses.class);

  private static final String TAKEN =
      "FLUSHALL, FLUSHDB, SWAPDB, REPLICAOF or DEBUG was sent to the source in this run";

  private final PinnedSources sources;
  private final Map<Peer, RemovalCalls> removals = new HashMap<>();
  private final Set<Peer> lostBefore = new HashSet<>();

  SourceLosses(PinnedSources sources) {
    this.sources = sources;
  }

  /** Begins to count what the source removes. */
  void begin(TransferSession session) {
    Peer peer = session.peer();
    if (!removals.containsKey(peer)) {
      removals(session).ifPresent(calls -> removals.put(peer, calls));
      if (!isWhole(session)) {
        lostBefore.add(peer);
      }
    }
  }

  /** Returns the removal commands that the source has run; empty if it does not report them. */
  private static Optional<RemovalCalls> removals(TransferSession session) {
    return removals(session.peer(), session.source());
  }

  private static Optional<RemovalCalls> removals(Peer peer, RedisNode source) {
    try {
      return RemovalCalls.of(source.info("commandstats"));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which commands {} has run", peer, e);
      return Optional.empty();
    }
  }

  /**
   * Returns whether the source still has the keys that it had when it was chosen. Of keys that it
   * lost before the count began, the count does not show who removed them.
   */
  private static boolean isWhole(TransferSession session) {
    try {
      return !session.pin().isClear(session.pin().lost(session.sourceInfo()));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell how many keys {} has", session.peer(), e);
      return false;
    }
  }

  /**
   * Returns how many keys the source has lost since it was chosen; 0 if traffic explains the loss.
   *
   * @param info INFO of the source from this moment
   */
  long unexplained(TransferSession session, RedisInfo info) {
    long lost = session.pin().lost(info);
    return session.pin().isClear(lost) && !deleted(session, lost) ? lost : 0;
  }

  /** Returns whether clients deleted that many keys. They are then gone from all racks. */
  private boolean deleted(TransferSession session, long lost) {
    return deleted(session.peer(), session.source(), lost);
  }

  /**
   * Returns whether clients deleted that many keys of a source of this run, which is still the same
   * process.
   */
  boolean deleted(Peer peer, RedisNode source, long lost) {
    RemovalCalls then = removals.get(peer);
    return then != null
        && !lostBefore.contains(peer)
        && removals(peer, source).filter(now -> now.explain(lost, then)).isPresent();
  }

  /**
   * Checks that the source was not flushed, and its data not replaced.
   *
   * @throws WarmupException SOURCE_EMPTIED if it was, and lacks more than a quarter of the keys
   *     that were sampled when it was chosen
   */
  void check(TransferSession session) {
    if (taken(session) > 0) {
      throw new WarmupException(
          Reason.SOURCE_EMPTIED,
          TAKEN
              + ": "
              + session.peer()
              + " no longer holds the keys that it held before; nothing more is removed here"
              + " because of it");
    }
  }

  /** Adds the loss to a report if the source was flushed since it was chosen. */
  ProofReport noted(TransferSession session, ProofReport report) {
    long taken = taken(session);
    return taken == 0
        ? report
        : new ProofReport.Builder()
            .from(report)
            .lost(Math.max(report.lost(), taken))
            .build()
            .withNote(TAKEN);
  }

  /**
   * Returns about how many keys such a command has taken since the source was chosen; 0 if there
   * was none, or if it did not concern them, such as the flush of an unused database.
   */
  private long taken(TransferSession session) {
    RemovalCalls then = removals.get(session.peer());
    Optional<RemovalCalls> now = then == null ? Optional.empty() : removals(session);
    if (!now.isPresent() || !now.get().mayHaveReplacedSince(then)) {
      return 0;
    }
    Share held =
        sources.sample(session.peer()).map(s -> s.heldBy(session.source())).orElse(Share.UNKNOWN);
    long most = Math.max(1, session.pin().most());
    if (held.of() == 0) {
      return now.get().emptiedSince(then) ? most : 0;
    }
    boolean many = RemovalLimit.ofOnlyCopy(held.of(), held.hits()) == 0;
    return many ? Math.max(1, most * (held.of() - held.hits()) / held.of()) : 0;
  }
}
