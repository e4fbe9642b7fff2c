// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.journal.Findings;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.journal.KeyDifference;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** After this many cuts and this time without a decision, no key is expected to pause. */
  private static final int IDLE_CUTS = 10;

  private static final long LEAST_IDLE_MILLIS = 1_000;
  private static final int MOST_NAMED = 5;

  private final TransferContext context;
  private final JournalPair journals;
  private final Findings findings = new Findings();
  private final Set<JournalKey> left = new HashSet<>();
  private String why = "";

  private Reconciliation(TransferContext context, JournalPair journals) {
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
    Optional<Journals> wanted = context.journals();
    if (!wanted.isPresent()) {
      return Optional.empty();
    }
    JournalPair journals = new JournalPair(context, wanted.get());
    journals.open();
    return Optional.of(new Reconciliation(context, journals));
  }

  /** Returns whether both journals are open and have been understood so far. */
  public boolean isOpen() {
    return !doubt().isPresent();
  }

  /** Reads what both sides have executed, so that no server has to keep much of it. */
  public void read() {
    journals.read();
  }

  /**
   * Compares and corrects after the hand-over, while clients write to both sides.
   *
   * @param settleMillis longer than a write takes from one side to the other
   * @param early whether the node was detached early, so that writes may be missing here
   */
  public ReconcileReport run(long settleMillis, boolean early, Deadline deadline)
      throws InterruptedException {
    if (journals.closed().isPresent()) {
      return ReconcileReport.notDone(journals.closed().get());
    }
    Mender mender = new Mender(context.localData());
    OtherKeys others =
        new OtherKeys(context, journals.there(), journals.here(), settleMillis, deadline);
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
    return journals.doubt().isPresent() ? journals.doubt() : findings.doubt();
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
      Optional<String> failed = journals.cut(deadline);
      if (failed.isPresent()) {
        // A Dynomite that was restarted, or has lost a connection, accepts markers again.
        if (deadline.passed() || idle.passed() && idleCuts++ > 0) {
          why = deadline.passed() && findings.cuts() > 0 ? why : failed.get();
          return;
        }
      } else {
        findings.add(journals.there(), journals.here());
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

  private ReconcileReport report(Mender mender, Set<JournalKey> equal) {
    ReconcileReport.Builder report =
        new ReconcileReport.Builder()
            .cuts(findings.cuts())
            .keysMended(mender.keys())
            .takenBack(mender.takenBack())
            .added(mender.added());
    if (findings.cuts() == 0 || journals.doubt().isPresent()) {
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
    journals.close();
  }
}
