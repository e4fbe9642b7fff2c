// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.replication.queue.StorageWait;
import io.dynowarmup.strategy.replication.reconcile.Reconciliation;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.OptionalLong;

/** The barrier, with journals of both sides that begin before it and end after the corrections. */
final class ReconciledBarrier {
  private final TransferContext context;
  private final Barrier barrier;
  private Optional<Reconciliation> reconciliation = Optional.empty();
  private long settleMillis;
  private boolean early;
  private OptionalLong gap = OptionalLong.empty();
  private String brokenOff = "";

  ReconciledBarrier(TransferContext context) {
    this.context = context;
    this.barrier = new Barrier(context);
  }

  HandOverReport pass(HandOverPlan plan, Attachment attachment) throws InterruptedException {
    close();
    // Before the journals and the time limit of the hand-over begin.
    new StorageWait(context).await();
    settleMillis = plan.wantedSettleMillis();
    reconciliation = Reconciliation.begin(context);
    HandOverPlan allowed =
        new HandOverPlan.Builder().from(plan).early(plan.early() && canReconcile()).build();
    boolean open = false;
    try {
      HandOverReport report = barrier.pass(allowed, attachment, this::read);
      early = report.detachedEarly();
      open = early || report.held();
      gap = early ? report.missingBytes() : OptionalLong.empty();
      brokenOff = attachment.wasDetached() ? report.note() : "";
      return report;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  private void read() {
    reconciliation.ifPresent(Reconciliation::read);
  }

  /**
   * Returns how many bytes of the stream were missing at an early detach; empty if there was none.
   */
  Optional<StreamGap> gap() {
    return gap.isPresent() ? Optional.of(StreamGap.ofBytes(gap.getAsLong())) : Optional.empty();
  }

  /** Returns why the last try ended although the node was detached; empty if it was not. */
  String brokenOff() {
    return brokenOff;
  }

  boolean canReconcile() {
    return reconciliation.isPresent() && reconciliation.get().isOpen();
  }

  Optional<ReconcileReport> reconcile(Deadline deadline) throws InterruptedException {
    if (!reconciliation.isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reconciliation.get().run(settleMillis, early, deadline));
    } finally {
      close();
    }
  }

  /** Ends the journals. Never throws; may be called more than once. */
  void close() {
    reconciliation.ifPresent(Reconciliation::close);
    reconciliation = Optional.empty();
  }
}
