// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.DiskSettings;
import io.dynowarmup.redis.RedisAccess;
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
  private static final long RECONNECT_MILLIS = 1_200;

  private static final long LINK_POLL_MILLIS = 2;

  private final TransferContext context;
  private final RedisNode local;
  private final Endpoint source;
  private final LinkGate gate;
  private ReplicationInfo detached;

  Attachment(TransferContext context) {
    this.context = context;
    this.local = context.local();
    this.source = context.sourcePeer().redis();
    this.gate = new LinkGate(local, context.localSettings());
  }

  void attach() {
    ReplicationInfo now = local.info("replication").replication();
    if (isTo(now)) {
      LOG.info("{} replicates from {} already: going on with that", local.endpoint(), source);
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
    letIn();
    local.replicaOf(source);
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

  /** Allows the next link to come up. */
  void letIn() {
    if (!gate.isOpen() && !gate.isMissing()) {
      credentials(context.localSettings(), context.sourceAccess());
      gate.opened();
    }
  }

  /**
   * Allows only the next link to come up, because a Redis whose sync breaks asks for another one
   * within milliseconds. Waits until the link is up, but not longer than Redis takes between two
   * tries.
   */
  void letInOnce() {
    letIn();
    shutOnceUp(Deadline.after(context.ticker(), RECONNECT_MILLIS));
  }

  /**
   * Waits for the allowed link and closes the gate behind it. Does nothing while the gate is
   * closed.
   */
  void shutOnceUp(Deadline limit) {
    if (!gate.isOpen()) {
      return;
    }
    try {
      while (!limit.passed() && !context.cancel().isCancelled()) {
        ReplicationInfo here = local.info("replication").replication();
        if (here.linkUp() || here.syncInProgress()) {
          shut();
          return;
        }
        context.pause().millis(LINK_POLL_MILLIS, context.cancel());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WarmupException e) {
      if (!e.reason().isTransient()) {
        throw e;
      }
      // A Redis that cannot open the file for a snapshot retries for 5 s and answers no command
      // meanwhile.
      LOG.debug("the local Redis while its link comes up", e);
    }
  }

  /** Keeps the current link up, but prevents the next one until {@link #letIn} is called. */
  void shut() {
    gate.close();
  }

  /** Returns whether a link may come up or cannot be prevented. */
  boolean isOpen() {
    return gate.isOpen() || gate.isMissing();
  }

  /** Returns whether Redis reconnects by itself, whatever the source is by then. */
  boolean connectsByItself() {
    return gate.isMissing();
  }

  private static void credentials(LocalSettings settings, RedisAccess access) {
    if (access.password().isPresent()) {
      settings.set("masterauth", access.password().reveal());
    } else {
      settings.prefer("masterauth", "");
    }
    if (access.username().isEmpty()) {
      settings.prefer("masteruser", "");
    } else {
      settings.set("masteruser", access.username());
    }
    if (access.tls()) {
      settings.set("tls-replication", "yes");
    }
  }

  /** Returns whether this info of the local Redis shows a replica of our source. */
  boolean isTo(ReplicationInfo view) {
    return view.isReplica()
        && view.masterPort() == source.port()
        && view.masterHost().equalsIgnoreCase(source.host());
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
        "{} is a master again, detached at offset {}",
        local.endpoint(),
        replication.replicaOffset());
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
        LOG.info("{}", loading(view));
        next = Deadline.after(context.ticker(), LOG_MILLIS);
      }
      context.pause().millis(LOADING_POLL_MILLIS, never);
      view = local.info();
    }
    return view;
  }

  private String loading(RedisInfo view) {
    return String.format(
        "%s is loading (%d of %d bytes, %d s left by its own estimate): SLAVEOF NO ONE has to wait"
            + " for that",
        local.endpoint(),
        view.getLong("loading_loaded_bytes", -1),
        view.getLong("loading_total_bytes", -1),
        view.getLong("loading_eta_seconds", -1));
  }
}
