// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.TransferContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the source's writes during a hand-over, so that fewer writes arrive both through the
 * stream and from Dynomite's queue. The command itself limits the pause in case this process dies.
 * The pause is ended only if it is ours. If the source does not support a pause, the hand-over runs
 * without one.
 */
final class SourcePause {
  private static final Logger LOG = LoggerFactory.getLogger(SourcePause.class);

  /** No client uses this key. */
  private static final String PAUSE_KEY = "__dyno_warmup:pause";

  private final TransferContext context;
  private boolean wanted;
  private boolean ours;

  SourcePause(TransferContext context) {
    this.context = context;
  }

  /**
   * Checks whether a pause is possible. If the source does not answer a write, another client has
   * paused it, and our UNPAUSE would end that pause.
   */
  void prepare() {
    wanted = false;
    try {
      context.source().delete(PAUSE_KEY);
      // A pause of 0 ms shows whether the source knows the command and permits it.
      context.source().pauseWrites(0);
      wanted = true;
    } catch (WarmupException e) {
      context
          .warnings()
          .accept(
              "pause.source.msec is set, but the source's writes are not paused: "
                  + e.getMessage()
                  + " (this needs Redis 6.2 or newer, and a user that may run DEL and CLIENT "
                  + "PAUSE; a source that another client has paused is left alone)");
    }
  }

  boolean wanted() {
    return wanted;
  }

  /** Starts a pause of at most this many milliseconds; no write runs on the source meanwhile. */
  ReplicationInfo begin(long millis) {
    // It is recorded before the command is sent, because the answer may be lost.
    ours = true;
    return context.source().pauseWrites(millis).replication();
  }

  /** Ends the pause if it is ours. May be called more than once. */
  void end() {
    if (!ours) {
      return;
    }
    ours = false;
    try {
      context.source().resumeWrites();
    } catch (WarmupException e) {
      LOG.warn(
          "CLIENT UNPAUSE failed; the source's writes resume after pause.source.msec: {}",
          e.getMessage());
    }
  }
}
