// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.DiskSettings;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.LocalSettings;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attaches the local Redis to the source and detaches it. */
final class Attachment {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final long LOADING_POLL_MILLIS = 100;
  private static final long LOG_MILLIS = 10_000;

  /** Redis retries the connection once a second. */
  private static final long FIRST_LINK_MILLIS = 1_200;

  /** A link with a round trip of a second needs about this long for its handshake. */
  private static final long MOST_LINK_MILLIS = 5_000;

  private static final long LINK_POLL_MILLIS = 2;

  private final TransferContext context;
  private final RedisNode local;
  private final Endpoint source;
  private final LinkGate gate;
  private long linkMillis = FIRST_LINK_MILLIS;
  private ReplicationInfo detached;

  Attachment(TransferContext context) {
    this.context = context;
    this.local = context.local();
    this.source = context.sourcePeer().redis();
    this.gate = new LinkGate(local, context.localSettings(), context.sourceAccess());
  }

  void attach() {
    ReplicationInfo now = local.info("replication").replication();
    if (isTo(now)) {
      LOG.info("Redis {} already replicates from {}: continuing", local.endpoint(), source);
      return;
    }
    if (now.isReplica()) {
      local.replicaOfNoOne();
    }
    LocalSettings settings = context.localSettings();
    // Writes that reach a writable replica would be lost silently, and a purge of the queue could
    // not be told from a flush.
    settings.prefer("slave-read-only", "yes");
    leaveNoDump(settings);
    shut();
    gate.open();
    local.replicaOf(source);
    shutOnceUp();
  }

  /**
   * Makes a Redis without persistence delete the snapshot of this sync; otherwise it would load it
   * at its next start.
   */
  private void leaveNoDump(LocalSettings settings) {
    DiskSettings disk = DiskSettings.of(local, local.info("persistence"));
    if (disk.savesNothing() && disk.canDeleteSyncDump()) {
      settings.prefer(DiskSettings.DELETES_SYNC_DUMP, "yes");
    }
  }

  /**
   * Allows only the next link to come up, because a Redis whose sync breaks asks for another one
   * within milliseconds. Waits until the link is up, or for longer than Redis takes between two
   * tries.
   */
  void letInOnce() {
    if (!connectsByItself()) {
      gate.open();
      shutOnceUp();
    }
  }

  /**
   * Waits for the allowed link and closes the gate behind it. The gate stays open if the local
   * Redis does not answer; the caller closes it with {@link #shut}.
   */
  private void shutOnceUp() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      if (!comesUp(Deadline.after(context.ticker(), linkMillis))) {
        linkMillis = Math.min(2 * linkMillis, MOST_LINK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WarmupException e) {
      passing(e);
    }
    try {
      shut();
    } catch (WarmupException e) {
      passing(e);
    }
  }

  /**
   * Tolerates a failure that may pass. A Redis that cannot open the file for a snapshot retries for
   * 5 s and answers no command meanwhile.
   */
  private static void passing(WarmupException e) {
    if (!e.reason().isTransient()) {
      throw e;
    }
    LOG.debug("Cannot probe the local Redis while its link comes up", e);
  }

  private boolean comesUp(Deadline limit) throws InterruptedException {
    while (!limit.passed() && !context.budget().passed() && !context.cancel().isCancelled()) {
      ReplicationInfo here = local.info("replication").replication();
      if (here.linkUp() || here.syncInProgress()) {
        return true;
      }
      context.pause().millis(LINK_POLL_MILLIS, context.cancel());
    }
    return false;
  }

  /** Keeps the current link up, but prevents the next one until {@link #letInOnce} is called. */
  void shut() {
    gate.close();
  }

  /** Returns whether Redis reconnects by itself, whatever the source is by then. */
  boolean connectsByItself() {
    return gate.isMissing();
  }

  /** Returns whether this info of the local Redis shows a replica of our source. */
  boolean isTo(ReplicationInfo view) {
    return view.isReplicaOf(source);
  }

  /** Returns the error of a local Redis that no longer is a replica of our source. */
  WarmupException lost(ReplicationInfo view) {
    return new WarmupException(
        WarmupException.Reason.SOURCE_FAILED,
        "Redis "
            + local.endpoint()
            + " is no longer a replica of "
            + context.sourcePeer()
            + ": it was restarted, or another client sent it SLAVEOF (role "
            + view.role()
            + ")");
  }

  /**
   * Makes the local Redis a master. Redis refuses that while it loads, so this method waits for the
   * end of the load. A second call returns the same result.
   *
   * @return the last replication info of the replica; empty if Redis was already a master
   */
  Optional<ReplicationInfo> detach(Deadline deadline) throws InterruptedException {
    RedisInfo view = awaitLoaded(deadline);
    ReplicationInfo replication = view.replication();
    if (replication.isMaster()) {
      return Optional.ofNullable(detached);
    }
    detachAt(replication);
    if (!local.info("replication").replication().isMaster()) {
      throw new WarmupException(
          WarmupException.Reason.RESTORE_FAILED,
          "Redis "
              + local.endpoint()
              + " is still a replica of "
              + source
              + " after SLAVEOF NO ONE");
    }
    LOG.info(
        "Redis {} is a master again, detached at offset {}",
        local.endpoint(),
        replication.replicaOffset().orElse(0));
    return Optional.of(replication);
  }

  /**
   * Sends SLAVEOF NO ONE without confirming it.
   *
   * @param view the replication info of the replica just before
   */
  void detachAt(ReplicationInfo view) {
    // It is recorded before the command is sent, because the answer may be lost.
    detached = view;
    local.replicaOfNoOne();
  }

  /** Returns whether SLAVEOF NO ONE was sent. */
  boolean wasDetached() {
    return detached != null;
  }

  private RedisInfo awaitLoaded(Deadline deadline) throws InterruptedException {
    CancelSignal never = CancelSignal.never();
    RedisInfo view = local.info();
    Deadline next = Deadline.after(context.ticker(), 0);
    while (view.loading()) {
      if (deadline.passed()) {
        throw new WarmupException(
            WarmupException.Reason.RESTORE_FAILED,
            "Redis "
                + local.endpoint()
                + " is still loading and cannot be detached from "
                + source);
      }
      context.notes().accept(loading(view));
      if (next.passed()) {
        LOG.info("Waiting for Redis to load: {}", loading(view));
        next = Deadline.after(context.ticker(), LOG_MILLIS);
      }
      context.pause().millis(LOADING_POLL_MILLIS, never);
      view = local.info();
    }
    return view;
  }

  private String loading(RedisInfo view) {
    return String.format(
        "%s is loading (%s of %s bytes, %s s left by its own estimate): SLAVEOF NO ONE has to wait"
            + " for that",
        local.endpoint(),
        field(view, "loading_loaded_bytes"),
        field(view, "loading_total_bytes"),
        field(view, "loading_eta_seconds"));
  }

  private static String field(RedisInfo view, String name) {
    return view.get(name).orElse("?");
  }
}
