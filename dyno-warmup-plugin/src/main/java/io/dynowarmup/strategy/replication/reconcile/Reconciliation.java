// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.journal.Findings;
import io.dynowarmup.journal.Journal;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.journal.KeyDifference;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the writes of one hand-over that were applied twice or not at all, by journals of both
 * Redis that begin before WRITES_ONLY at the same offset.
 *
 * <p>Numbers that commands only add to are corrected by the amounts that several cuts agree about.
 * Other keys are compared and made equal while they stand still. No failure leaves this class: what
 * it could not decide is in the report.
 */
public final class Reconciliation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** Between two cuts. Shorter ones would find the same keys busy. */
  private static final long CUT_EVERY_MILLIS = 20;

  /** How long one cut may take. */
  private static final long CUT_MILLIS = 3_000;

  /** After this many cuts and this time without a decision, no key is expected to pause. */
  private static final int IDLE_CUTS = 10;

  private static final long LEAST_IDLE_MILLIS = 1_000;
  private static final int MOST_NAMED = 5;

  /** How long the local Redis may take until the source's backlog reaches back to its offset. */
  private static final long OPEN_MILLIS = 5_000;

  private static final long OPEN_AGAIN_MILLIS = 20;

  private final TransferContext context;
  private final Journals journals;
  private final Findings findings = new Findings();
  private final Set<JournalKey> left = new HashSet<>();
  private Journal there;
  private Journal here;
  private String why = "";

  private Reconciliation(TransferContext context, Journals journals) {
    this.context = context;
    this.journals = journals;
  }

  /**
   * Opens the journals. Call it before WRITES_ONLY, while the local Redis is a replica.
   *
   * @return empty if the settings do not ask for it
   */
  public static Optional<Reconciliation> begin(TransferContext context)
      throws InterruptedException {
    Optional<Journals> journals = context.journals();
    return journals.isPresent()
        ? Optional.of(new Reconciliation(context, journals.get()).opened())
        : Optional.empty();
  }

  /**
   * Opens the journals. A replica that lags behind for a moment, as under load, asks for more than
   * the source's backlog holds.
   */
  private Reconciliation opened() throws InterruptedException {
    Deadline limit = Deadline.after(context.ticker(), OPEN_MILLIS);
    while (!tryToOpen() && !limit.passed() && !context.cancel().isCancelled()) {
      context.pause().millis(OPEN_AGAIN_MILLIS, context.cancel());
    }
    return this;
  }

  /** Returns false if another try may succeed. */
  private boolean tryToOpen() {
    try {
      why = journals.gap().orElse("");
      if (why.isEmpty()) {
        open();
      }
      return true;
    } catch (WarmupException e) {
      close();
      why = String.valueOf(e.getMessage());
      return e.reason() != Reason.SYNC_BROKEN;
    } catch (RuntimeException e) {
      close();
      why = String.valueOf(e.getMessage());
      return true;
    }
  }

  private void open() {
    ReplicationInfo now = context.local().info("replication").replication();
    if (!now.linkUp() || !now.replicaOffset().isPresent()) {
      why = "the local Redis is not in the stream of the source";
      return;
    }
    // Only a stream that never selects another database can be read from the middle.
    Set<Integer> databases = context.sourceInfo().keysByDatabase().keySet();
    if (!Collections.singleton(0).containsAll(databases)) {
      why = "the source has keys in databases " + new TreeSet<>(databases);
      return;
    }
    long offset = now.replicaOffset().getAsLong();
    there = Journal.open("the source", journals.source(), context.ticker(), now.replid(), offset);
    here =
        Journal.open("the local Redis", journals.local(), context.ticker(), now.replid(), offset);
  }

  /** Returns whether both journals are open and have been understood so far. */
  public boolean isOpen() {
    return !doubt().isPresent();
  }

  /** Reads what both sides have executed, so that no server has to keep much of it. */
  public void read() {
    if (why.isEmpty() && there != null && here != null) {
      there.readOn();
      here.readOn();
    }
  }

  /**
   * Compares and corrects after the hand-over, while clients write to both sides.
   *
   * @param settleMillis longer than a write takes from one side to the other
   * @param early whether the node was detached early, so that writes may be missing here
   */
  public ReconcileReport run(long settleMillis, boolean early, Deadline deadline)
      throws InterruptedException {
    if (!why.isEmpty()) {
      return ReconcileReport.notDone(why);
    }
    Mender mender = new Mender(context.localData());
    OtherKeys others = new OtherKeys(context, there, here, settleMillis);
    try {
      // A key that needs no cut takes two settle times.
      long idleMillis = early ? Integer.MAX_VALUE : LEAST_IDLE_MILLIS + 3 * settleMillis;
      cuts(mender, others, idleMillis, deadline);
    } catch (WarmupException e) {
      why = e.getMessage();
    }
    ReconcileReport report = report(mender, others.equal());
    LOG.info("Reconciled after {} cuts: {}", report.cuts(), report);
    return report;
  }

  private Optional<String> doubt() {
    if (!why.isEmpty()) {
      return Optional.of(why);
    }
    if (there.doubt().isPresent() || here.doubt().isPresent()) {
      return there.doubt().isPresent() ? there.doubt() : here.doubt();
    }
    return findings.doubt();
  }

  /**
   * Takes cuts until all keys are decided, or until no more are.
   *
   * @param idleMillis the time without another decision after which the rest stays undecided
   */
  private void cuts(Mender mender, OtherKeys others, long idleMillis, Deadline deadline)
      throws InterruptedException {
    int most = Integer.MAX_VALUE;
    Deadline idle = Deadline.after(context.ticker(), idleMillis);
    int idleCuts = 0;
    while (!doubt().isPresent() && !deadline.passed() && !context.cancel().isCancelled()) {
      // Gossip or another tool may open Dynomite before the corrections are made.
      context.gate().reassert();
      Optional<String> failed = cut(deadline);
      if (failed.isPresent()) {
        // A Dynomite that was restarted, or has lost a connection, accepts markers again.
        if (deadline.passed() || idle.passed() && idleCuts++ > 0) {
          why = deadline.passed() && findings.cuts() > 0 ? why : failed.get();
          return;
        }
      } else {
        findings.add(there, here);
        correct(mender, deadline);
        Set<JournalKey> rest = findings.unknown();
        rest.addAll(left);
        others.watch(rest);
        others.step();
        int open = open(others.equal()).size();
        if (open < most) {
          most = open;
          idleCuts = 0;
          idle = Deadline.after(context.ticker(), idleMillis);
        }
        if (open == 0 || idle.passed() && idleCuts++ > IDLE_CUTS) {
          return;
        }
      }
      context.pause().millis(CUT_EVERY_MILLIS, context.cancel());
    }
  }

  private Set<JournalKey> open(Set<JournalKey> equal) {
    Set<JournalKey> open = findings.open();
    open.removeAll(equal);
    return open;
  }

  private void correct(Mender mender, Deadline deadline) {
    for (Map.Entry<JournalKey, KeyDifference> amount : findings.amounts().entrySet()) {
      if (deadline.passed() || context.cancel().isCancelled()) {
        return;
      }
      JournalKey key = amount.getKey();
      if (!left.contains(key) && key.database() == 0 && mender.mend(key, amount.getValue())) {
        findings.mended(key);
      } else {
        left.add(key);
      }
    }
  }

  /** Takes one cut; returns why both sides have not reached it, empty if they have. */
  private Optional<String> cut(Deadline deadline) throws InterruptedException {
    // A peer that has refused a marker since still writes.
    Optional<String> gap = journals.gap();
    if (gap.isPresent()) {
      return gap;
    }
    Map<String, String> markers = journals.cut();
    if (markers.isEmpty()) {
      return Optional.of("a Dynomite did not accept a marker");
    }
    there.expect(markers);
    here.expect(markers);
    Deadline limit = Deadline.after(context.ticker(), Math.min(CUT_MILLIS, deadline.leftMillis()));
    while (!bothAtCut()) {
      if (doubt().isPresent() || limit.passed() || context.cancel().isCancelled()) {
        return Optional.of(doubt().orElse("a marker did not arrive in time"));
      }
      context.pause().millis(1, context.cancel());
    }
    return Optional.empty();
  }

  private boolean bothAtCut() {
    boolean source = there.read();
    boolean local = here.read();
    return source && local;
  }

  private ReconcileReport report(Mender mender, Set<JournalKey> equal) {
    ReconcileReport.Builder report =
        new ReconcileReport.Builder()
            .cuts(findings.cuts())
            .keysMended(mender.keys())
            .takenBack(mender.takenBack())
            .added(mender.added());
    if (findings.cuts() == 0 || there.doubt().isPresent() || here.doubt().isPresent()) {
      return report.note(doubt().orElse("no cut")).build();
    }
    Set<JournalKey> open = open(equal);
    String names =
        open.stream().limit(MOST_NAMED).map(JournalKey::toString).collect(Collectors.joining(", "));
    String more = open.size() > MOST_NAMED ? " and " + Units.keys(open.size() - MOST_NAMED) : "";
    return report
        .keysInDoubt(open.size())
        .note(names + more + doubt().map(reason -> " (" + reason + ")").orElse(""))
        .build();
  }

  /** Ends the journals. Never throws; may be called more than once. */
  @Override
  public void close() {
    if (there != null) {
      there.close();
    }
    if (here != null) {
      here.close();
    }
    why = why.isEmpty() ? "the journals are closed" : why;
  }
}
