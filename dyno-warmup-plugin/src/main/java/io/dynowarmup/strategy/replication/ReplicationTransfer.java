// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.ReplicaIdentity;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.OptionalLong;

/** One sync, from SLAVEOF to SLAVEOF NO ONE. */
final class ReplicationTransfer implements Transfer {
  private static final RedisInfo NOTHING = RedisInfo.parse("");
  private final TransferContext context;
  private final Attachment attachment;
  private final ReconciledBarrier barrier;
  private final WriteRate rate = new WriteRate();
  private final SourceGuard guard;
  private final Admission admission;
  private final LinkWatch linkWatch;
  private final ForeignData foreign;
  private ReplicaIdentity ourLine;
  private boolean doubted;
  private boolean begun;
  private boolean streaming;
  private boolean arrived;
  private long fullProbeNanos;
  private boolean full;
  private final ReceivedBytes received = new ReceivedBytes();
  private final SourceSample sample;
  private ReplicationInfo lastOfSource;
  private final Patience withSource;
  private final Patience withLocal;
  private Progress last = Progress.none();

  ReplicationTransfer(TransferContext context, Attachment attachment) {
    this.context = context;
    this.attachment = attachment;
    this.barrier = new ReconciledBarrier(context);
    String source = context.sourcePeer().toString();
    String local = context.local().endpoint().toString();
    this.guard = new SourceGuard(source, local, context.config().sourceLimits(), context.pin());
    this.admission = new Admission(context);
    this.linkWatch = new LinkWatch(context, attachment);
    this.foreign = new ForeignData(context);
    this.sample = new SourceSample(context);
    this.withSource = Patience.withSource(context.ticker(), context.config().stallMillis());
    this.withLocal = Patience.withLocal(context.ticker(), context.config().stallMillis());
  }

  @Override
  public Progress poll() {
    if (!begun && !begin()) {
      return last;
    }
    // The gate is still open if the local Redis did not answer.
    if (!done(attachment::shut)) {
      return last;
    }
    RedisInfo source = probeSource();
    if (!streaming && source != NOTHING) {
      // A stream costs the source almost nothing, so the data that has arrived is kept.
      guard.check(source, line(source));
    }
    Optional<RedisInfo> local = probeLocal();
    if (!local.isPresent()) {
      return last;
    }
    ReplicationInfo replication = local.get().replication();
    if (!local.get().loading() && !attachment.isTo(replication)) {
      throw barrier.brokenOff().isEmpty()
          ? attachment.lost(replication)
          : new WarmupException(
              Reason.SOURCE_FAILED,
              "the hand-over failed after the detach, so the data must be copied again: "
                  + barrier.brokenOff());
    }
    watch(local.get(), source != NOTHING);
    long bytes = received.check(local.get());
    SyncView view = new SyncView(source, local.get(), line(source), sample.of(source, local.get()));
    streaming = view.streaming();
    OptionalLong writes = OptionalLong.empty();
    if (streaming) {
      context.pin().streams(replication.replid());
      foreign.check(source.replication(), line(source).isPresent(), replication);
      long now = context.ticker().nanos();
      writes = full ? rate.sample(now, source, local.get()) : rate.rate();
    }
    last = view.progress(context.config().bytesSyncDiff(), bytes, writes);
    linkWatch.untilNextPoll();
    return last;
  }

  /**
   * Keeps a broken link down until the source has been probed, because another process at its
   * address may hold no data.
   */
  private void watch(RedisInfo local, boolean sourceAnswers) {
    ReplicationInfo replication = local.replication();
    linkWatch.check(local);
    if (local.loading() || replication.linkUp() || replication.syncInProgress()) {
      return;
    }
    if (!sourceAnswers) {
      giveUpUnlessShut();
    } else {
      // The previous probe may be older than the break.
      RedisInfo now = probeSource();
      if (now != NOTHING && (streaming || guard.allowsAnother(now, line(now)))) {
        done(attachment::letInOnce);
        admission.check();
      }
    }
  }

  /** Returns whether the local Redis did this; throws unless its failure may pass. */
  private boolean done(Runnable step) {
    try {
      step.run();
      return true;
    } catch (WarmupException e) {
      throwUnlessItMayPass(e);
      return false;
    }
  }

  /** The source is silent and may be another process when it answers again. */
  private void giveUpUnlessShut() {
    if (attachment.connectsByItself()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          "the link to the source broke and the source does not answer; the local Redis does not"
              + " allow CONFIG SET masterauth, so it would copy from any Redis at that address");
    }
  }

  private boolean begin() {
    RedisInfo source = probeSource();
    if (source == NOTHING) {
      return false;
    }
    guard.begin(source, line(source));
    try {
      received.begin(context.local().info("stats"));
      attachment.attach();
      // Replication over TLS changes the announced port.
      ourLine = null;
      begun = true;
      withLocal.worked();
    } catch (WarmupException e) {
      throwUnlessItMayPass(e);
    }
    return begun;
  }

  private void throwUnlessItMayPass(WarmupException e) {
    if (!withLocal.mayPass(e)) {
      throw e;
    }
  }

  private RedisInfo probeSource() {
    try {
      // The default sections show the number of keys, and whether it saves or is stalled.
      RedisInfo info = inform();
      withSource.worked();
      foreign.check(info);
      context.pin().check(info);
      lastOfSource = info.replication();
      if (!info.replication().isMaster()) {
        throw new WarmupException(
            Reason.SOURCE_FAILED,
            context.sourcePeer()
                + " is no longer a master: it replicates from "
                + info.replication().master());
      }
      if (ourLine == null) {
        ourLine = ReplicaIdentity.of(context.local(), context.source());
      }
      return info;
    } catch (WarmupException e) {
      if (e.reason() == Reason.SOURCE_FAILED || e.reason() == Reason.SOURCE_EMPTIED) {
        throw e;
      }
      if (!withSource.mayPass(e)) {
        throw new WarmupException(
            Reason.SOURCE_FAILED,
            "the source failed"
                + (withSource.failures() > 1 ? " " + withSource.failures() + " times in a row" : "")
                + ": "
                + e.getMessage(),
            e);
      }
      return NOTHING;
    }
  }

  private RedisInfo inform() {
    long now = context.ticker().nanos();
    // Once the stream flows, CATCH_UP polls every 50 ms. Each poll reads the changes at the
    // source.
    full = !streaming || now - fullProbeNanos > WriteRate.WINDOW_NANOS / 2;
    fullProbeNanos = full ? now : fullProbeNanos;
    RedisInfo info = full ? context.sourceInfo() : context.source().info("replication");
    // For another process, all sections are needed.
    return full || context.pin().isSame(info) ? info : context.sourceInfo();
  }

  private Optional<RedisInfo> probeLocal() {
    try {
      RedisInfo info = context.local().info();
      withLocal.worked();
      return Optional.of(info);
    } catch (WarmupException e) {
      throwUnlessItMayPass(e);
      return Optional.empty();
    }
  }

  private Optional<ReplicaLine> line(RedisInfo source) {
    if (ourLine == null) {
      return Optional.empty();
    }
    if (!doubted) {
      Optional<String> doubt = ourLine.doubt(source.replication());
      doubted = doubt.isPresent();
      doubt.ifPresent(context.warnings());
    }
    return ourLine.in(source.replication());
  }

  @Override
  public boolean watches() {
    return attachment.connectsByItself();
  }

  @Override
  public HandOverReport handOver(HandOverPlan plan) throws InterruptedException {
    return barrier.pass(plan, attachment);
  }

  @Override
  public boolean canReconcile() {
    return barrier.canReconcile();
  }

  @Override
  public Optional<ReconcileReport> reconcile(Deadline deadline) throws InterruptedException {
    return barrier.reconcile(deadline);
  }

  @Override
  public StreamGap close(Deadline deadline) throws InterruptedException {
    barrier.close();
    Optional<ReplicationInfo> last = attachment.detach(deadline);
    if (!last.isPresent()) {
      return StreamGap.unknown();
    }
    arrived = context.pin().hasReplid(last.get().replid());
    try {
      RedisInfo now = arrived ? context.source().info("replication") : context.sourceInfo();
      foreign.check(now);
      lastOfSource = context.pin().isSame(now) ? now.replication() : lastOfSource;
      if (!arrived) {
        guard.harm(now).ifPresent(context.warnings());
      }
    } catch (WarmupException e) {
      // The last probe is used instead.
    }
    foreign.drop(last.get());
    return barrier.gap().orElseGet(() -> missing(last.get()));
  }

  @Override
  public boolean hasArrived() {
    return arrived;
  }

  /** Unknown without the source's replication id, as after half a load. */
  private StreamGap missing(ReplicationInfo here) {
    boolean loaded = lastOfSource != null && lastOfSource.replid().equals(here.replid());
    if (!loaded || !lastOfSource.masterOffset().isPresent()) {
      return StreamGap.unknown();
    }
    long offset = lastOfSource.masterOffset().getAsLong();
    return StreamGap.ofBytes(Math.max(0, offset - here.replicaOffset().orElse(0)));
  }
}
