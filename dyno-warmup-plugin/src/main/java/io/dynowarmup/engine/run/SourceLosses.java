// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Distinguishes the keys that clients removed at a source during a run from those it lost. */
final class SourceLosses {
  private static final Logger LOG = LoggerFactory.getLogger(SourceLosses.class);

  private final Map<Peer, RemovalCalls> removals = new HashMap<>();

  /** Begins to count what the source removes. */
  void begin(TransferSession attempt) {
    if (!removals.containsKey(attempt.peer())) {
      removals(attempt)
          .filter(calls -> isWhole(attempt))
          .ifPresent(calls -> removals.put(attempt.peer(), calls));
    }
  }

  /** Returns the removal commands that the source has run; empty if it does not report them. */
  private static Optional<RemovalCalls> removals(TransferSession attempt) {
    try {
      return RemovalCalls.of(attempt.source().info("commandstats"));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which commands {} has run", attempt.peer(), e);
      return Optional.empty();
    }
  }

  /**
   * Returns whether the source still has the keys that it had when it was chosen. Of keys that it
   * lost before the count began, the count does not show who removed them.
   */
  private static boolean isWhole(TransferSession attempt) {
    try {
      return !attempt.pin().isClear(attempt.pin().lost(attempt.sourceInfo()));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell how many keys {} has", attempt.peer(), e);
      return false;
    }
  }

  /**
   * Returns how many keys the source has lost since it was chosen; 0 if traffic explains the loss.
   *
   * @param info INFO of the source from this moment
   */
  long unexplained(TransferSession attempt, RedisInfo info) {
    long lost = attempt.pin().lost(info);
    return attempt.pin().isClear(lost) && !deleted(attempt, lost) ? lost : 0;
  }

  /** Returns whether clients deleted that many keys. They are then gone from all racks. */
  private boolean deleted(TransferSession attempt, long lost) {
    RemovalCalls then = removals.get(attempt.peer());
    return then != null && removals(attempt).filter(now -> now.explain(lost, then)).isPresent();
  }
}
