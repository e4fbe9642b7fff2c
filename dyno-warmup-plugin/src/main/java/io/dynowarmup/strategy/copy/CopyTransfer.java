// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.delta.BothSides;
import io.dynowarmup.strategy.delta.DeltaSides;
import io.dynowarmup.strategy.delta.DeltaTransfer;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One copy from one source, in three steps.
 *
 * <ol>
 *   <li>Bulk: Dynomite is in STANDBY and drops every write. All keys are copied, and the source
 *       names those that change meanwhile.
 *   <li>Opening: Dynomite is set to RESUMING and passes writes on from now on. The source keeps
 *       naming keys until every write that Dynomite dropped has run at the source: a marker through
 *       each peer's Dynomite, sent after the opening, has reached it.
 *   <li>Exact: the named keys are made equal by a {@link DeltaTransfer}.
 * </ol>
 */
public final class CopyTransfer implements Transfer {
  private static final Logger LOG = LoggerFactory.getLogger(CopyTransfer.class);

  /** How long one poll works; the state of the run is reported between two polls. */
  private static final long SLICE_MILLIS = 500;

  private final TransferContext context;
  private final DeltaSides sides;
  private final Opening opening;
  private final BothSides both;
  private final Optional<Bulk> older;
  private ChangedKeys changed;
  private Bulk bulk;
  private BulkProgress progress;
  private DeltaTransfer exact;
  private PendingKeys old = new PendingKeys();
  private PendingKeys known = new PendingKeys();
  private PendingKeys stale;
  private boolean closed;
  private long keysThere;

  /** Whether every key here, of those that the source is asked for, may come from a copy. */
  private boolean empty;

  /** Whether every write that the source had run before it named keys was here before the bulk. */
  private boolean nothingComesLater;

  private boolean held;
  private boolean discarded;
  private boolean sourceEmptied;

  /** Creates a transfer that copies all keys from the source. */
  public CopyTransfer(TransferContext context, DeltaSides sides) {
    this(context, sides, Optional.empty());
  }

  private CopyTransfer(TransferContext context, DeltaSides sides, Optional<Bulk> older) {
    this.context = context;
    this.sides = sides;
    this.older = older;
    this.opening = new Opening(context);
    this.both = new BothSides(context);
    this.progress = new BulkProgress(context.ticker());
  }

  /**
   * Returns a transfer whose bulk brings older data than the source has now. Afterwards all keys
   * are compared with the source, and made equal.
   */
  public static CopyTransfer ofOlder(TransferContext context, DeltaSides sides, Bulk older) {
    return new CopyTransfer(context, sides, Optional.of(older));
  }

  @Override
  public Optional<DynomiteState> copyState() {
    return opening.begun() ? Optional.of(DynomiteState.RESUMING) : Optional.empty();
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public Progress poll() {
    return polled(false);
  }

  /** Copies the bulk, and then collects the names of the keys that change. */
  @Override
  public Progress pollAhead() {
    try {
      return polled(true);
    } catch (WarmupException e) {
      if (changed != null) {
        // The names are not read any more, so the source must not buffer them.
        changed.giveUp();
      }
      throw e;
    }
  }

  private Progress polled(boolean ahead) {
    try {
      return exact == null ? bulk(ahead) : BulkProgress.with(bulk, exact.poll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "the copy was interrupted", e);
    } catch (WarmupException e) {
      sourceEmptied |= e.reason() == Reason.SOURCE_EMPTIED;
      throw e;
    }
  }

  private Progress bulk(boolean ahead) throws InterruptedException {
    checkSource();
    checkLocal();
    if (bulk == null && !begin(ahead)) {
      return progress(Opening.ARRIVAL);
    }
    if (!bulk.over()) {
      return copy();
    }
    return ahead ? collect() : open();
  }

  private Progress collect() {
    changed.read();
    return BulkProgress.copied(progress("copied; waiting for the other parts"));
  }

  /**
   * Begins to copy, and returns whether it has begun. A write that had run at the source before it
   * names keys, and that arrives here after its key was copied, would be applied twice. A node that
   * takes writes already waits for such writes; a closed node drops them.
   */
  private boolean begin(boolean ahead) throws InterruptedException {
    if (changed == null) {
      changed = older.isPresent() ? ChangedKeys.unknown(context) : ChangedKeys.of(context);
    }
    if (!ahead && !older.isPresent() && context.gate().openedNanos().isPresent()) {
      if (!context.writesArrivedSince(changed.beganNanos())) {
        return false;
      }
      nothingComesLater = true;
    }
    // The node may take writes, and hold what another source brought.
    if (context.part().isPresent() && !older.isPresent()) {
      new KeysHere(context.localData(), context.part())
          .pages((db, keys) -> keys.forEach(key -> changed.add(db, key)));
    }
    sides.pair().probe();
    bulk = older.orElseGet(() -> new BulkCopy(sides.pair(), changed));
    progress = new BulkProgress(context.ticker());
    return true;
  }

  private void checkSource() {
    RedisInfo source = sides.infoThere();
    keysThere = context.part().map(part -> part.ofSource(source.keys())).orElse(source.keys());
    sides.pair().throttle().updateLoad(source);
    both.checkSource(source);
  }

  private void checkLocal() {
    RedisInfo local = sides.infoHere();
    both.checkLocal(local);
    if (bulk == null) {
      empty = context.part().isPresent() || local.keys() == 0;
    }
  }

  private Progress copy() throws InterruptedException {
    bulk.copy(Deadline.after(context.ticker(), SLICE_MILLIS));
    changed.read();
    if (bulk.over()) {
      LOG.info("Bulk ended: {} copied, {} changed meanwhile", Units.keys(bulk.keys()), changed);
    }
    return progress(
        "copying "
            + Units.keys(bulk.keys())
            + " of about "
            + Units.keys(keysThere)
            + bulk.origin());
  }

  private Progress open() throws InterruptedException {
    changed.read();
    Optional<String> waits = opening.waitsFor();
    if (waits.isPresent()) {
      return progress(waits.get());
    }
    changed.read();
    Set<Integer> databases = sides.pair().databases();
    old = changed.in(databases);
    known = changed.known(databases);
    changed.close();
    boolean late = !nothingComesLater && opening.mayHaveComeAfter(changed.beganNanos());
    if (late && !old.all()) {
      LOG.info("All keys are compared: writes from before the copy may have come after it");
      old = PendingKeys.everything();
    }
    PendingKeys keys = empty ? old : PendingKeys.everything();
    exact = sides.changedKeys(keys, opening.connection(), both, empty);
    return BulkProgress.with(bulk, exact.poll());
  }

  private Progress progress(String note) {
    return progress.of(note, Optional.ofNullable(bulk), keysThere);
  }

  @Override
  public HandOverReport handOver(HandOverPlan plan) throws InterruptedException {
    if (exact == null) {
      return HandOverReport.brokeOff(1, "not all keys were copied");
    }
    HandOverReport report = exact.handOver(plan);
    held = report.held();
    return report;
  }

  @Override
  public boolean hasArrived() {
    return bulk != null && bulk.over() && !discarded;
  }

  @Override
  public List<String> leftOut() {
    return exact == null ? Collections.emptyList() : exact.leftOut();
  }

  /**
   * Removes keys that may be older than those of the source, unless the hand-over succeeded. A
   * missing key is a miss; an old one would be a wrong answer.
   */
  @Override
  public StreamGap close(Deadline deadline) throws InterruptedException {
    if (closed) {
      return StreamGap.noStream();
    }
    older.ifPresent(Bulk::close);
    if (bulk != null && !held) {
      if (stale == null) {
        stale = exact == null ? staleBeforeExact() : staleInExact();
      }
      changed.close();
      OldKeys keys = new OldKeys(context.local(), context.localData(), context.part());
      discarded = keys.remove(stale, deadline, context.warnings()) && stale.all();
    }
    if (changed != null) {
      changed.close();
    }
    if (exact != null) {
      exact.close(deadline);
    }
    closed = true;
    return StreamGap.noStream();
  }

  private PendingKeys staleBeforeExact() throws InterruptedException {
    if (empty && bulk.keys() == 0) {
      return new PendingKeys();
    }
    opening.early();
    changed.read();
    Set<Integer> databases = context.localData().databases();
    return orKnown(changed.in(databases), changed.known(databases));
  }

  private PendingKeys staleInExact() {
    PendingKeys left = exact.left();
    return left.all() ? orKnown(exact.wasOver() ? new PendingKeys() : old, known) : left;
  }

  private PendingKeys orKnown(PendingKeys all, PendingKeys some) {
    boolean others =
        empty && (context.otherCopies() || !sourceEmptied && OldKeys.answers(context.source()));
    return OldKeys.orKnown(context, all, some, others);
  }
}
