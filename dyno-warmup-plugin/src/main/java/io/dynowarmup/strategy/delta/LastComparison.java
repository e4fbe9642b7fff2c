// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.delta.cut.KeysAtCuts;
import io.dynowarmup.strategy.delta.cut.MarkerCrossing;
import io.dynowarmup.strategy.delta.cut.WrittenKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.RepeatedCheck;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at cuts that each write has counted once. An ordinary comparison cannot prove that for a
 * key that was written to while it was compared, or that was copied in WRITES_ONLY. A copy from
 * several sources is not checked, because its markers would belong to other nodes.
 */
final class LastComparison implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastComparison.class);

  private static final long TRY_MILLIS = 500;
  private static final long LOOK_MILLIS = 10;

  private final TransferContext context;
  private final RedisPair sides;
  private final PatientSides patient;
  private final Runnable sourceCheck;
  private WrittenKeys written;
  private long beganNanos;
  private boolean arrived;

  /**
   * Creates a comparison.
   *
   * @param sourceCheck throws if the source is no longer the same process or data set
   */
  LastComparison(
      TransferContext context, RedisPair sides, PatientSides patient, Runnable sourceCheck) {
    this.context = context;
    this.sides = sides;
    this.patient = patient;
    this.sourceCheck = sourceCheck;
  }

  /**
   * Collects the names of the keys that are written to. Call it often, first before any key is
   * compared.
   *
   * @return whether keys may be compared: writes that had reached one side before the first call
   *     have reached both
   */
  boolean watches() throws InterruptedException {
    if (context.part().isPresent() || !context.journals().isPresent()) {
      return true;
    }
    if (written == null) {
      beganNanos = context.ticker().nanos();
      written = new WrittenKeys(feed());
    }
    written.read();
    Deadline limit = Deadline.after(context.ticker(), TRY_MILLIS);
    arrived = arrived || context.writesArrivedSince(beganNanos);
    while (!arrived && !limit.passed() && !context.cancel().isCancelled()) {
      context.pause().millis(LOOK_MILLIS, context.cancel());
      arrived = context.writesArrivedSince(beganNanos);
    }
    return arrived;
  }

  private ChangeFeed feed() {
    try {
      return context.localChanges();
    } catch (WarmupException e) {
      if (e.reason() == Reason.ABORTED) {
        throw e;
      }
      LOG.info("Keys that are written to are not watched: {}", e.getMessage());
      return ChangeFeed.none();
    }
  }

  /**
   * Finds and corrects writes that were applied twice or not at all. No failure changes the
   * hand-over.
   *
   * @param held the report of the hand-over
   * @param copied the keys that were copied in WRITES_ONLY
   */
  HandOverReport after(HandOverReport held, HandOverPlan plan, Collection<JournalKey> copied)
      throws InterruptedException {
    Optional<Journals> journals = context.journals();
    if (written != null) {
      written.read();
    }
    Optional<String> unknown = written == null ? Optional.empty() : written.unknown();
    boolean none = copied.isEmpty() && (written == null || written.keys().isEmpty());
    if (none && !unknown.isPresent() || !journals.isPresent()) {
      return held;
    }
    ReconcileReport found =
        none
            ? ReconcileReport.notDone(unknown.get())
            : compared(copied, journals.get(), plan.wantedSettleMillis());
    if (!none && unknown.isPresent()) {
      found = found.onlyOfSome(unknown.get());
    }
    if (found.keysInDoubt().orElse(1) > 0) {
      context.warnings().accept("writes may have been applied twice or not at all: " + found);
    }
    return held.withReconciled(found);
  }

  private ReconcileReport compared(
      Collection<JournalKey> copied, Journals journals, long settleMillis)
      throws InterruptedException {
    Optional<String> gap =
        context.part().isPresent()
            ? Optional.of("the data comes from several sources")
            : journals.gap();
    if (gap.isPresent()) {
      return ReconcileReport.notDone(gap.get());
    }
    long most = context.config().handOver().reconcileMillis();
    Deadline limit =
        Deadline.after(context.ticker(), Math.min(most, context.budget().leftMillis()));
    RepeatedCheck source =
        new RepeatedCheck(this::checkSource, context.ticker(), DeltaTransfer.SETTLE_MILLIS);
    // A source that comes back after a restart may hold old values.
    patient.hurry();
    try {
      return new KeysAtCuts(
              sides,
              new MarkerCrossing(context, journals, sides),
              () -> {
                // Gossip or another tool may open Dynomite before the corrections are made.
                context.gate().reassert();
                source.make();
              },
              copied,
              written == null ? Collections.emptySet() : written.keys())
          .run(settleMillis, limit);
    } finally {
      patient.calm();
    }
  }

  private void checkSource() {
    sourceCheck.run();
    context.checkSourceServes();
  }

  @Override
  public void close() {
    if (written != null) {
      written.close();
    }
  }
}
