// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.TransferContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back the source's writes during a hand-over, so that fewer of them come both through the
 * stream and out of Dynomite's queue. Bounded in the command itself, in case that we die; ended by
 * us only when it is ours. A source that cannot do it is handed over from without it.
 */
final class SourcePause {
  private static final Logger LOG = LoggerFactory.getLogger(SourcePause.class);

  /** Nobody has this key. */
  private static final String NOBODYS_KEY = "__dyno_warmup:pause";

  private final TransferContext context;
  private boolean wanted;
  private boolean ours;

  SourcePause(TransferContext context) {
    this.context = context;
  }

  /**
   * Finds out whether it can be done. A write that the source does not answer is held back by
   * somebody else's pause, which our UNPAUSE would end.
   */
  void prepare() {
    wanted = false;
    try {
      context.source().delete(NOBODYS_KEY);
      // for no time at all: tells whether the source knows it and lets us
      context.source().pauseWrites(0);
      wanted = true;
    } catch (WarmupException e) {
      context
          .warnings()
          .accept(
              "pause.source.msec is set, but the source's writes are not paused: "
                  + e.getMessage()
                  + " (Redis 6.2 and newer can, for a user who may DEL and CLIENT PAUSE; one that"
                  + " somebody else has paused is left to him)");
    }
  }

  boolean wanted() {
    return wanted;
  }

  /** From here on, and for so long at most, no write runs on the source. */
  ReplicationInfo begin(long millis) {
    // noted before it is sent: its answer may get lost
    ours = true;
    return context.source().pauseWrites(millis).replication();
  }

  /** Lets the source go on, if it is us who hold it back. Any number of times. */
  void end() {
    if (!ours) {
      return;
    }
    ours = false;
    try {
      context.source().resumeWrites();
    } catch (WarmupException e) {
      LOG.warn(
          "CLIENT UNPAUSE failed, the source's writes go on by themselves after pause.source.msec: {}",
          e.getMessage());
    }
  }
}
