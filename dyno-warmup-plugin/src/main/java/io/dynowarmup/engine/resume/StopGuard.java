// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.Node;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a stopped node takes no traffic. Gossip opens it again, and so does a restart of
 * Dynomite. What clients have written then would run twice if the next start resumed.
 */
final class StopGuard {
  private static final Logger LOG = LoggerFactory.getLogger(StopGuard.class);
  private static final int STATE_MILLIS = 5_000;

  private final Node node;
  private final Ticker ticker;

  StopGuard(Node node, Ticker ticker) {
    this.node = node;
    this.ticker = ticker;
  }

  /** Returns whether a Dynomite in this state passes no write on. */
  static boolean isClosed(DynomiteState state) {
    return state == DynomiteState.STANDBY || state == DynomiteState.UNREACHABLE;
  }

  /**
   * Puts Dynomite back into STANDBY, and drops the note, if the node was opened since the stop.
   *
   * @return why the next start cannot resume; empty if the node was closed
   * @throws WarmupException if Dynomite does not accept the state
   */
  Optional<String> closeAgain() {
    DynomiteState found = node.dynomite().probe();
    if (isClosed(found)) {
      return Optional.empty();
    }
    String why =
        "Dynomite was " + found + " after the stop, so the node may hold writes that came later";
    node.forgetStop(why);
    LOG.warn("Closing the stopped node again: {}", why);
    node.dynomite()
        .gate()
        .hold(DynomiteState.STANDBY, Deadline.after(ticker, STATE_MILLIS), CancelSignal.never());
    return Optional.of(why);
  }

  /**
   * Drops the note if the data may have changed until it was saved, or since. Closes the node again
   * if it was opened.
   *
   * @return why the next start cannot resume; empty if nothing has changed
   */
  Optional<String> afterSave() {
    Optional<String> opened = closeAgain();
    if (opened.isPresent()) {
      return opened;
    }
    long changes = changes();
    if (changes <= 0) {
      return Optional.empty();
    }
    String why = "Redis was written to while it saved its data (" + changes + " changes)";
    node.forgetStop(why);
    return Optional.of(why);
  }

  /** Returns 0 for a Redis that has ended. */
  private long changes() {
    try {
      RedisInfo info = node.redis().info("persistence");
      return info.getLong("rdb_changes_since_last_save", 0);
    } catch (WarmupException e) {
      LOG.debug("Redis does not answer after it has saved its data", e);
      return 0;
    }
  }
}
