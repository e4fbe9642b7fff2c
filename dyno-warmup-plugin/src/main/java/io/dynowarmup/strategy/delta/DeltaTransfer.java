// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.delta.removal.ProtectedKeys;
import io.dynowarmup.strategy.delta.removal.UnaskedRemovals;
import io.dynowarmup.strategy.delta.removal.Witnesses;
import io.dynowarmup.sync.KeySynchronizer;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.RepeatedCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** One delta transfer from one source. */
public final class DeltaTransfer implements Transfer {
  /**
   * The settle time in milliseconds, longer than any settle time of a hand-over. Here it costs only
   * time, and there is enough of it.
   */
  static final long SETTLE_MILLIS = 1_000;

  /** How long one poll works; the state of the run is reported between two polls. */
  private static final long SLICE_MILLIS = 500;

  private final TransferContext context;
  private final RedisPair sides;
  private final PatientSides patient;
  private final CheckpointNotes notes;
  private final FunctionSync functions;
  private final UnaskedRemovals unasked;
  private final Witnesses witnesses;
  private final ProtectedKeys protectedKeys;
  private final RepeatedCheck serving;
  private final LastComparison last;

  /** Whether every key of this node was copied from this source. */
  private final boolean ours;

  private boolean wasOver;
  private boolean differed;
  private SyncCounts counts = new SyncCounts();
  private Passes passes;
  private CompareRate rate;
  private OptionalInt connection = OptionalInt.empty();
  private final BothSides both;
  private String sourceRunId = "";
  private long keysThere;
  private long probedNanos;

  DeltaTransfer(TransferContext context, RedisPair sides, PatientSides patient) {
    this(context, sides, patient, new BothSides(context), false);
  }

  private DeltaTransfer(
      TransferContext context,
      RedisPair sides,
      PatientSides patient,
      BothSides both,
      boolean ours) {
    this.both = both;
    this.ours = ours;
    this.context = context;
    this.patient = patient;
    this.sides = sides;
    this.notes = new CheckpointNotes(context);
    this.functions = new FunctionSync(sides, context.warnings());
    this.unasked = UnaskedRemovals.of(context);
    this.witnesses = new Witnesses(context.witnesses(), unasked, context.warnings());
    this.protectedKeys = new ProtectedKeys(context.keepsOwnKeys());
    this.serving = new RepeatedCheck(context::checkSourceServes, context.ticker(), SETTLE_MILLIS);
    this.last = new LastComparison(context, sides, patient, this::checkSource);
    begin();
  }

  /** Creates a transfer as {@link DeltaSides#changedKeys} describes. */
  DeltaTransfer(
      TransferContext context,
      RedisPair sides,
      PatientSides patient,
      PendingKeys changed,
      int connection,
      BothSides both,
      boolean ours) {
    this(context, sides, patient, both, ours);
    passes = new Passes(sides, newSynchronizer(), counts, changed);
    this.connection = OptionalInt.of(connection);
  }

  /** Restarts the comparison: Dynomite was away or may have dropped its queue, with writes. */
  private void begin() {
    counts = new SyncCounts();
    passes = new Passes(sides, newSynchronizer(), counts);
    rate = new CompareRate(context.ticker(), counts.compared());
  }

  private KeySynchronizer newSynchronizer() {
    return new KeySynchronizer(sides, SETTLE_MILLIS, counts, this::allowed)
        .arrivals(context::writesArrivedSince);
  }

  /**
   * Decides about mismatches. Each has differed in two probes one settle time apart, so a check of
   * the source since the first probe shows whether the source was emptied before it.
   */
  private List<Mismatch> allowed(RedisPair both, List<Mismatch> mismatches)
      throws InterruptedException {
    if (context.ticker().nanos() - probedNanos >= TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS)) {
      checkSource();
    }
    if (ours) {
      serving.make();
      return mismatches;
    }
    differed |= !mismatches.isEmpty();
    if (context.onlyAdds()) {
      return WritePolicy.ONLY_ADD.allowed(both, mismatches);
    }
    if (mismatches.stream().anyMatch(m -> !m.here().absent())) {
      serving.make();
    }
    // A key that stays in any case is no removal that other copies have to allow.
    return witnesses.allowed(both, protectedKeys.without(both, mismatches));
  }

  /** Resumes a killed run if its checkpoint is valid; otherwise starts from the beginning. */
  private void beginAfter() {
    sides.removeLeftovers();
    Optional<CheckpointText> note = notes.left(sourceRunId);
    differed |= note.isPresent();
    counts = note.isPresent() ? note.get().counts : new SyncCounts();
    KeySynchronizer synchronizer = newSynchronizer();
    synchronizer.afterAnother();
    passes =
        note.isPresent()
            ? new Passes(sides, synchronizer, counts, note.get())
            : new Passes(sides, synchronizer, counts);
    rate = new CompareRate(context.ticker(), counts.compared());
  }

  @Override
  public Progress poll() {
    checkSource();
    OptionalInt now = context.connection();
    if (!now.isPresent()) {
      // A pass that has already started would miss what the peers write until they are connected.
      return DeltaProgress.waiting("waiting for Dynomite's peers");
    }
    checkLocal();
    if (!protectedKeys.list(sides, Deadline.after(context.ticker(), SLICE_MILLIS))) {
      return DeltaProgress.waiting("listing the keys of this node: " + protectedKeys.listed());
    }
    if (!now.equals(connection)) {
      if (!connection.isPresent() && notes.interrupted()) {
        beginAfter();
      } else {
        notes.drop();
        begin();
      }
      connection = now;
    }
    try {
      if (!last.watches()) {
        return DeltaProgress.waiting("waiting for writes on their way to arrive");
      }
      sides.probe();
      Deadline slice = Deadline.after(context.ticker(), SLICE_MILLIS);
      do {
        passes.step();
      } while (!passes.over() && !slice.passed() && !context.cancel().isCancelled());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "the comparison was interrupted", e);
    }
    wasOver |= passes.over();
    if (!ours) {
      notes.keep(passes, sourceRunId);
    }
    return DeltaProgress.of(passes, counts, rate, keysThere);
  }

  private void checkSource() {
    long asked = context.ticker().nanos();
    RedisInfo source = SourceErrors.translated(patient::thereInfo);
    probedNanos = asked;
    keysThere = context.part().map(part -> part.ofSource(source.keys())).orElse(source.keys());
    sides.throttle().updateLoad(source);
    both.checkSource(source);
    if (context.pin().hasLostTooMany(source)) {
      unasked.sourceLostKeys();
    }
    sourceRunId = source.runId();
  }

  private void checkLocal() {
    RedisInfo local = patient.hereInfo();
    both.checkLocal(local);
    unasked.begin(
        context.part().map(part -> part.ofNode(local.keys())).orElse(local.keys()), keysThere);
  }

  @Override
  public HandOverReport handOver(HandOverPlan plan) throws InterruptedException {
    checkLocal();
    // From here on Dynomite may drop writes that it queues.
    notes.drop();
    if (!context.onlyAdds()) {
      serving.make();
      functions.bring();
    }
    PendingKeys left = passes.left();
    witnesses.tell(context.sourcePeer());
    protectedKeys.tell(context.sourcePeer(), context.warnings());
    unasked.warning(context.sourcePeer()).ifPresent(context.warnings());
    if (context.onlyAdds() && passes.over()) {
      return checked(held(differed ? "keys were only added" : "nothing differs"));
    }
    if (left.size() == 0) {
      // Both sides receive every write of the cluster, so no write has to be held back.
      return checked(last.after(held("nothing differs"), plan, Collections.emptyList()));
    }
    if ((left.all() || context.onlyAdds()) && !passes.over()) {
      return HandOverReport.brokeOff(1, "not all keys were compared");
    }
    HotKeys hotKeys =
        new HotKeys(context, sides, patient, counts, this::checkSource, this::allowed);
    try {
      HandOverReport report = hotKeys.take(plan, left);
      witnesses.tell(context.sourcePeer());
      if (!report.held()) {
        passes.resume();
        return report;
      }
      return checked(last.after(report, plan, hotKeys.copied()));
    } finally {
      if (hotKeys.mayMissWrites()) {
        context.missedWrites();
        begin();
      }
    }
  }

  /** Returns the keys that are not known to be equal. */
  public PendingKeys left() {
    return passes.left();
  }

  /** Returns whether all keys were known to be equal at some moment, or written all the time. */
  public boolean wasOver() {
    return wasOver;
  }

  private HandOverReport held(String why) {
    return new HandOverReport.Builder().held(true).settleNote(why).missingBytes(0).build();
  }

  /** If writes were missed meanwhile, the next poll compares everything again. */
  private HandOverReport checked(HandOverReport report) {
    checkLocal();
    return connection.isPresent() && !context.connectionNow().equals(connection)
        ? HandOverReport.brokeOff(1, "this node may have missed writes meanwhile")
        : report;
  }

  @Override
  public boolean agrees() {
    boolean equal = passes.over() && passes.left().size() == 0 && !differed;
    return equal && leftOut().isEmpty() && functions.areEqual();
  }

  @Override
  public List<String> leftOut() {
    List<String> all = new ArrayList<>(functions.leftOut());
    all.addAll(sides.leftOut().sentences());
    unasked.sentence(context.sourcePeer()).ifPresent(all::add);
    return all;
  }

  @Override
  public StreamGap close(Deadline deadline) {
    last.close();
    return StreamGap.noStream();
  }
}
