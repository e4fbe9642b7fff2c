package io.dynowarmup.strategy.replication;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import io.dynowarmup.config.RedisSettings;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicationInfo;
import io.dynowarmup.spi.LocalSettings;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attaches the local Redis to the source, and detaches it. */
final class Attachment {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final long LOADING_POLL_MILLIS = 100;

  private final TransferContext context;
  private final RedisNode local;
  private final Endpoint source;

  Attachment(TransferContext context) {
    this.context = context;
    this.local = context.local();
    this.source = context.sourcePeer().redis();
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
    // writes that reach a writable replica would be lost without a word, and no purge could be told
    // from a flush
    settings.set("slave-read-only", "yes");
    credentials(settings);
    local.replicaOf(source);
  }

  private void credentials(LocalSettings settings) {
    RedisSettings peer = context.config().peerRedis();
    settings.set("masterauth", peer.password().reveal());
    if (!peer.username().isEmpty()) {
      settings.set("masteruser", peer.username());
    }
    if (peer.tls()) {
      settings.set("tls-replication", "yes");
    }
  }

  /** Whether this view of the local Redis shows a replica of our source. */
  boolean isTo(ReplicationInfo view) {
    return view.isReplica()
        && view.masterPort() == source.port()
        && view.masterHost().equalsIgnoreCase(source.host());
  }

  /**
   * Makes the local Redis a master. Redis refuses that while it loads, so this waits for the load
   * to end.
   *
   * @return the offset at which it was detached; -1 when it was a master before
   */
  long detach(Deadline deadline) throws InterruptedException {
    RedisInfo view = awaitLoaded(deadline);
    ReplicationInfo replication = view.replication();
    if (replication.isMaster()) {
      return -1;
    }
    local.replicaOfNoOne();
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
    return replication.replicaOffset();
  }

  private RedisInfo awaitLoaded(Deadline deadline) throws InterruptedException {
    CancelSignal never = CancelSignal.never();
    RedisInfo view = local.info();
    boolean said = false;
    while (view.loading()) {
      if (deadline.passed()) {
        throw new WarmupException(
            WarmupException.Reason.RESTORE_FAILED,
            "Redis "
                + local.endpoint()
                + " is still loading and cannot be detached from "
                + source);
      }
      if (!said) {
        LOG.info(
            "{} is loading ({} of {} bytes): SLAVEOF NO ONE has to wait for that",
            local.endpoint(),
            view.getLong("loading_loaded_bytes", -1),
            view.getLong("loading_total_bytes", -1));
        said = true;
      }
      context.pause().millis(LOADING_POLL_MILLIS, never);
      view = local.info();
    }
    return view;
  }
}
