// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.traffic.FlushResult;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.AtomicCopy;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the keys that are written all the time: no probe finds them unchanged. Dynomite queues
 * writes for a moment (WRITES_ONLY), so the keys do not change here. After the settle time, the
 * source has run every write that had reached this node before. The values of the source are then
 * copied, and Dynomite applies its queue. A key that cannot be copied does not affect the others.
 */
final class HotKeys {
  private static final Logger LOG = LoggerFactory.getLogger(HotKeys.class);

  private static final long CONFIRM_MILLIS = 1_000;
  private static final long LEAST_COMPARE_MILLIS = 2_000;

  private final TransferContext context;
  private final RedisPair sides;
  private final PatientSides patient;
  private final SyncCounts counts;
  private final Runnable sourceCheck;
  private final WritePolicy policy;
  private final List<JournalKey> copied = new ArrayList<>();
  private long started;
  private boolean mayMissWrites;

  /**
   * Creates a copier.
   *
   * @param sourceCheck throws if the source is no longer the same process or data set
   * @param policy decides before a key is removed, while no write is held back
   */
  HotKeys(
      TransferContext context,
      RedisPair sides,
      PatientSides patient,
      SyncCounts counts,
      Runnable sourceCheck,
      WritePolicy policy) {
    this.context = context;
    this.sides = sides;
    this.patient = patient;
    this.counts = counts;
    this.sourceCheck = sourceCheck;
    this.policy = policy;
  }

  HandOverReport take(HandOverPlan plan, PendingKeys left) throws InterruptedException {
    if (left.all()) {
      return report(
          plan,
          false,
          OptionalLong.empty(),
          "more than " + Units.keys(left.size()) + " are being written to");
    }
    UnsyncedKeys unsynced = new UnsyncedKeys();
    AtomicCopy atomicCopy = new AtomicCopy(sides, counts);
    HotKeyComparison comparison = new HotKeyComparison(sides, atomicCopy, unsynced, policy);
    comparison.compare(left, compareLimit(), context.gate()::reassert);
    if (context.cancel().isCancelled()) {
      return report(plan, false, OptionalLong.empty(), "asked to end");
    }
    if (comparison.small().isEmpty() && comparison.large().isEmpty()) {
      return report(plan, unsynced.none(), OptionalLong.empty(), unsynced.toString());
    }
    context.queue().open();
    started = context.ticker().nanos();
    mayMissWrites = true;
    String why = "";
    patient.hurry();
    try {
      context.gate().hold(DynomiteState.WRITES_ONLY, confirm(), CancelSignal.never());
      Deadline limit = Deadline.after(context.ticker(), plan.limitMillis());
      context.pause().millis(settleMillis(plan), context.cancel());
      // If the source was emptied, its writes since then do not replace these keys.
      sourceCheck.run();
      new HotKeyCopies(sides, counts, atomicCopy, unsynced, limit).take(comparison);
      comparison.small().stream().filter(key -> !key.kept).forEach(this::copied);
      comparison.large().stream().filter(key -> !key.kept).forEach(this::copied);
      why = unsynced.toString();
      if (context.gate().reassert() != DynomiteState.WRITES_ONLY) {
        why = "Dynomite did not stay in WRITES_ONLY";
      }
    } finally {
      patient.calm();
      String lost = emptyQueue(plan);
      mayMissWrites = !lost.isEmpty();
      why = mayMissWrites ? lost : why;
    }
    long took = ageMillis();
    LOG.info(
        "Copied the last keys in WRITES_ONLY: keys={} ms={}{}",
        left.size(),
        took,
        why.isEmpty() ? "" : "; not all were copied: " + why);
    return report(plan, why.isEmpty(), OptionalLong.of(took), why);
  }

  private void copied(HotKey key) {
    copied.add(new JournalKey(key.database, key.key));
  }

  /** Returns the keys that {@link #take} has copied, or found equal. */
  List<JournalKey> copied() {
    return copied;
  }

  /**
   * Sets RESUMING and empties Dynomite's queue.
   *
   * @return why queued writes may be lost; empty if none is
   */
  private String emptyQueue(HandOverPlan plan) {
    context.gate().hold(DynomiteState.RESUMING, confirm(), CancelSignal.never());
    long age = ageMillis();
    FlushResult flushed =
        context.queue().flushToMaster(Deadline.after(context.ticker(), 2 * plan.queueMillis()));
    if (flushed.refusal().isPresent()) {
      return "Redis refused writes that Dynomite had queued: "
          + flushed.refusal().get().getMessage();
    }
    return age > plan.queueMillis() || ageMillis() > 2 * plan.queueMillis()
        ? "after " + ageMillis() + " ms Dynomite may have dropped what it had queued"
        : "";
  }

  /** Returns how long ago WRITES_ONLY was requested. */
  private long ageMillis() {
    return TimeUnit.NANOSECONDS.toMillis(context.ticker().nanos() - started);
  }

  /**
   * Returns whether writes that Dynomite had queued may be missing here. Each key may then differ,
   * not only the last ones.
   */
  boolean mayMissWrites() {
    return mayMissWrites;
  }

  /**
   * Returns the deadline of the run. If the time is up, a little more is allowed; RESTORE has not
   * started yet.
   */
  private Deadline compareLimit() {
    boolean up = context.budget().leftMillis() < LEAST_COMPARE_MILLIS;
    return up ? Deadline.after(context.ticker(), LEAST_COMPARE_MILLIS) : context.budget();
  }

  /** Uses most of the available time, because nothing shows the delay between two other nodes. */
  private static long settleMillis(HandOverPlan plan) {
    return Math.max(plan.settleMillis(), plan.limitMillis() / 2);
  }

  private Deadline confirm() {
    return Deadline.after(context.ticker(), CONFIRM_MILLIS);
  }

  private static HandOverReport report(
      HandOverPlan plan, boolean held, OptionalLong writesOnlyMillis, String why) {
    return new HandOverReport.Builder()
        .held(held)
        .settleMillis(settleMillis(plan))
        .settleNote(plan.note())
        .writesOnlyMillis(writesOnlyMillis)
        .missingBytes(held ? OptionalLong.of(0) : OptionalLong.empty())
        .why(why)
        .build();
  }
}
