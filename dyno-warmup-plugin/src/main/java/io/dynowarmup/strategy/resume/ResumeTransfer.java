// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.redis.relay.Relay;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.Resumption;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.replication.ReplicationStrategy;
import io.dynowarmup.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A replication through a relay. Whatever fails, the data of this node stays, and the run takes
 * another way.
 */
final class ResumeTransfer implements Transfer {
  private static final String YES = "yes";

  private final TransferContext context;
  private final Resumption resumption;
  private KeyCorrections corrections;
  private Relay relay;
  private Transfer replication;

  ResumeTransfer(TransferContext context, Resumption resumption) {
    this.context = context;
    this.resumption = resumption;
  }

  @Override
  public Progress poll() {
    try {
      if (replication == null) {
        begin();
      }
      Progress progress = replication.poll();
      relay.ended().ifPresent(why -> fail(why, null));
      boolean early = progress.stage() == Progress.Stage.READY && !relay.isCorrected();
      return early
          ? new Progress.Builder()
              .from(progress)
              .stage(Progress.Stage.CATCHING_UP)
              .note("correcting the keys that were written during the stop")
              .build()
          : progress;
    } catch (WarmupException e) {
      if (e.reason() == Reason.SOURCE_FAILED || e.reason() == Reason.SYNC_BROKEN) {
        fail(relayed(e.getMessage()), e);
      }
      throw e;
    }
  }

  private String relayed(String why) {
    return relay == null ? why : relay.ended().map(end -> end + "; " + why).orElse(why);
  }

  /** This way is over; the next best one keeps the data as well. */
  private static void fail(String why, WarmupException cause) {
    throw new WarmupException(Reason.STRATEGY_CANNOT, why, cause);
  }

  private void begin() {
    if (!context.local().info("replication").replication().isMaster()) {
      fail("the local Redis is not a master", null);
    }
    Set<Integer> databases = new TreeSet<>(context.sourceInfo().keysByDatabase().keySet());
    databases.addAll(context.local().info().keysByDatabase().keySet());
    databases.remove(0);
    if (!databases.isEmpty()) {
      fail("there are keys outside of database 0, in " + databases, null);
    }
    if (context.local().configGet("tls-replication").filter(YES::equals).isPresent()) {
      context.localSettings().set("tls-replication", "no");
    }
    corrections =
        new KeyCorrections(resumption.sourceKeys(), resumption.doubtful(), context.ticker());
    relay = Relay.open(resumption.stream(), resumption.replid(), resumption.offset(), corrections);
    resumption.begin(relay.endpoint());
    replication = new ReplicationStrategy().open(new RelayedContext(context, relay));
  }

  @Override
  public boolean watches() {
    return replication != null && replication.watches();
  }

  @Override
  public HandOverReport handOver(HandOverPlan plan) throws InterruptedException {
    if (!relay.isCorrected()) {
      return new HandOverReport.Builder()
          .held(false)
          .settleMillis(0)
          .settleNote(plan.note())
          .writesOnlyMillis(0)
          .why("the keys that were written during the stop are not corrected yet")
          .build();
    }
    return replication.handOver(plan);
  }

  @Override
  public boolean canReconcile() {
    return replication != null && replication.canReconcile();
  }

  @Override
  public Optional<ReconcileReport> reconcile(Deadline deadline) throws InterruptedException {
    return replication.reconcile(deadline);
  }

  @Override
  public boolean hasArrived() {
    return replication != null && replication.hasArrived();
  }

  @Override
  public List<String> leftOut() {
    return replication.leftOut();
  }

  @Override
  public StreamGap close(Deadline deadline) throws InterruptedException {
    if (replication == null) {
      closeRelay();
      return StreamGap.unknown();
    }
    StreamGap gap = replication.close(deadline);
    closeRelay();
    resumption.end();
    return gap;
  }

  private void closeRelay() {
    if (relay != null) {
      relay.close();
    }
    if (corrections != null) {
      corrections.close();
    }
  }
}
