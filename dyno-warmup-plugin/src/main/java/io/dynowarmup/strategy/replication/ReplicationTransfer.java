package io.dynowarmup.strategy.replication;

import io.dynowarmup.HandOverReport;
import io.dynowarmup.Progress;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.redis.ReplicaLine;
import io.dynowarmup.redis.ReplicationInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import java.util.Optional;

/** One sync, from SLAVEOF to SLAVEOF NO ONE. */
final class ReplicationTransfer implements Transfer {
  /** A look that fails once may be a hiccup; the third in a row is a fact. */
  private static final int FAILED_LOOKS = 3;

  private static final RedisInfo NOTHING = RedisInfo.parse("");

  private final TransferContext context;
  private final Attachment attachment;
  private final Barrier barrier;
  private final WriteRate rate = new WriteRate();
  private OurLine ourLine;
  private boolean begun;
  private long inputBefore = -1;
  private boolean streaming;
  private long received;
  private long lastMasterOffset = -1;
  private int sourceFailures;
  private int localFailures;
  private Progress last = Progress.NONE;

  ReplicationTransfer(TransferContext context, Attachment attachment, Barrier barrier) {
    this.context = context;
    this.attachment = attachment;
    this.barrier = barrier;
  }

  @Override
  public Progress poll() {
    if (!begun) {
      begun = true;
      inputBefore = inputBytes(context.local().info("stats"));
      attachment.attach();
    }
    RedisInfo source = lookAtSource();
    Optional<RedisInfo> local = lookAtLocal();
    if (!local.isPresent()) {
      return last;
    }
    ReplicationInfo replication = local.get().replication();
    if (!local.get().loading() && !attachment.isTo(replication)) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          "Redis "
              + context.local().endpoint()
              + " is not a replica of "
              + context.sourcePeer()
              + " any more: it was restarted, or somebody else sent it SLAVEOF (role "
              + replication.role()
              + ")");
    }
    received = Math.max(replication.syncReadBytes(), received(local.get()));
    SyncView view = new SyncView(source, local.get(), line(source));
    streaming = view.streaming();
    long writes = -1;
    if (streaming && source.replication().masterOffset() >= 0) {
      lastMasterOffset = source.replication().masterOffset();
      writes =
          rate.sample(
              context.ticker().nanos(),
              lastMasterOffset,
              replication.replicaOffset(),
              local.get().getLong("total_commands_processed", 0));
    }
    last = view.progress(context.config().bytesSyncDiff(), received, writes);
    return last;
  }

  /** All that came over the replication link: the bulk, and the stream after it. */
  private long received(RedisInfo local) {
    long input = inputBytes(local);
    // a Redis that was restarted counts from 0 again
    inputBefore = Math.min(inputBefore, input);
    return input - inputBefore;
  }

  /** Redis 7.0 counts the replication link apart; before, our few commands are in it too. */
  private static long inputBytes(RedisInfo info) {
    return info.getLong("total_net_repl_input_bytes", info.getLong("total_net_input_bytes", 0));
  }

  private RedisInfo lookAtSource() {
    try {
      // the default sections hold what tells a saving source from a stalled one; the stream needs
      // one section only
      RedisInfo info = streaming ? context.source().info("replication") : context.source().info();
      sourceFailures = 0;
      if (!info.replication().isMaster()) {
        throw new WarmupException(
            Reason.SOURCE_FAILED,
            context.sourcePeer()
                + " is no master any more: it replicates from "
                + info.replication().masterHost()
                + ":"
                + info.replication().masterPort());
      }
      if (ourLine == null) {
        ourLine = OurLine.of(context.local(), context.source());
      }
      return info;
    } catch (WarmupException e) {
      if (e.reason() == Reason.SOURCE_FAILED) {
        throw e;
      }
      if (++sourceFailures >= FAILED_LOOKS) {
        throw new WarmupException(
            Reason.SOURCE_FAILED,
            "the source failed " + sourceFailures + " times in a row: " + e.getMessage(),
            e);
      }
      return NOTHING;
    }
  }

  private Optional<RedisInfo> lookAtLocal() {
    try {
      RedisInfo info = context.local().info();
      localFailures = 0;
      return Optional.of(info);
    } catch (WarmupException e) {
      if (++localFailures >= FAILED_LOOKS) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<ReplicaLine> line(RedisInfo source) {
    return ourLine == null ? Optional.empty() : ourLine.in(source.replication());
  }

  @Override
  public HandOverReport handOver(HandOverPlan plan) throws InterruptedException {
    return barrier.pass(plan, attachment);
  }

  @Override
  public long close(Deadline deadline) throws InterruptedException {
    long at = attachment.detach(deadline);
    if (at < 0) {
      return -1;
    }
    try {
      lastMasterOffset = context.source().info("replication").replication().masterOffset();
    } catch (WarmupException e) {
      // then the last look has to do
    }
    return lastMasterOffset < 0 ? -1 : Math.max(0, lastMasterOffset - at);
  }
}
