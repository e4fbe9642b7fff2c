// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.replication.reconcile.Reconciliation;
import io.dynowarmup.time.Deadline;
import java.util.Optional;

/** The barrier, with journals of both sides that begin before it and end after the corrections. */
final class ReconciledBarrier {
  private final TransferContext context;
  private final Barrier barrier;
  private Optional<Reconciliation> reconciliation = Optional.empty();
  private long settleMillis;

  ReconciledBarrier(TransferContext context) {
    this.context = context;
    this.barrier = new Barrier(context);
  }

  HandOverReport pass(HandOverPlan plan, Attachment attachment) throws InterruptedException {
    close();
    settleMillis = plan.settleMillis();
    reconciliation = Reconciliation.begin(context);
    boolean held = false;
    try {
      HandOverReport report = barrier.pass(plan, attachment);
      held = report.held();
      return report;
    } finally {
      if (!held) {
        close();
      }
    }
  }

  Optional<ReconcileReport> reconcile(Deadline deadline) throws InterruptedException {
    if (!reconciliation.isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reconciliation.get().run(settleMillis, deadline));
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
