// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the replication link between two polls of the run if there is no {@link LinkGate},
 * because the local Redis does not allow CONFIG SET.
 *
 * <p>Replication is then ended as soon as the link breaks, so that the source can be probed first.
 * Redis reconnects at once and then once a second, and drops its data some milliseconds later. The
 * link is therefore probed every 2 ms. The local data stays; the next sync is a full sync.
 */
final class LinkWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LinkWatch.class);
  private static final long POLL_MILLIS = 2;
  private static final long MOST_MILLIS = 100;

  private final TransferContext context;
  private final Attachment attachment;
  private final LinkSentry sentry = new LinkSentry();
  private boolean warned;

  LinkWatch(TransferContext context, Attachment attachment) {
    this.context = context;
    this.attachment = attachment;
  }

  /**
   * Checks the link.
   *
   * @param here INFO of the local Redis, a moment ago
   * @throws WarmupException SOURCE_FAILED if the link has broken; the local Redis is then a master
   */
  void check(RedisInfo here) {
    if (!attachment.connectsByItself()) {
      return;
    }
    warn();
    // Redis cannot be detached while it loads.
    if (!here.loading() && sentry.broken(here.replication())) {
      attachment.detachAt(here.replication());
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          "the link to "
              + context.sourcePeer()
              + " broke, and Redis "
              + context.local().endpoint()
              + " was detached before it could copy from another Redis at that address, because it"
              + " refuses CONFIG SET masterauth");
    }
  }

  /** Watches the link, at most as long as a phase waits between two polls. */
  void untilNextPoll() {
    if (!attachment.connectsByItself()) {
      return;
    }
    Deadline end =
        Deadline.after(context.ticker(), Math.min(MOST_MILLIS, context.config().pollMillis()));
    try {
      watch(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WarmupException e) {
      if (!e.reason().isTransient()) {
        throw e;
      }
      // The next poll decides how long that may last.
      LOG.debug("Cannot probe the local Redis while its link is watched", e);
    }
  }

  private void watch(Deadline end) throws InterruptedException {
    ReplicationInfo first = null;
    while (!end.passed() && !context.cancel().isCancelled()) {
      // Also shows "loading".
      RedisInfo here = context.local().infoOnly();
      check(here);
      ReplicationInfo now = here.replication();
      first = first == null ? now : first;
      if (here.loading() || now.isMaster() || now.linkUp() != first.linkUp()) {
        return;
      }
      context.pause().millis(POLL_MILLIS, context.cancel());
    }
  }

  private void warn() {
    if (!warned) {
      warned = true;
      context
          .warnings()
          .accept(
              "Redis "
                  + context.local().endpoint()
                  + " refuses CONFIG SET masterauth, so its link to the source cannot be held back"
                  + " after a break. The run detaches it at the first sign of one; a source that is"
                  + " restarted empty at that moment may still empty this node. Permit CONFIG SET"
                  + " (conf/redis.conf.md)");
    }
  }
}
