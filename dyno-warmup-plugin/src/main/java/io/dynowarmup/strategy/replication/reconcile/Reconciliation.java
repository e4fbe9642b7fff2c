// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.api.WarmupException;
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
  private static final long CUT_MILLIS = 1_000;

  private static final int MOST_NAMED = 5;

  private final TransferContext context;
  private final Journals journals;
  private final Findings findings = new Findings();
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
  public static Optional<Reconciliation> begin(TransferContext context) {
    return context.journals().map(journals -> new Reconciliation(context, journals).opened());
  }

  private Reconciliation opened() {
    try {
      why = journals.gap().orElse("");
      if (why.isEmpty()) {
        open();
      }
    } catch (RuntimeException e) {
      close();
      why = String.valueOf(e.getMessage());
    }
    return this;
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

  /** Reads what both sides have executed, so that no server has to keep much of it. */
  public void read() {
    if (there != null && here != null) {
      there.readOn();
      here.readOn();
    }
  }

  /**
   * Compares and corrects after the hand-over, while clients write to both sides.
   *
   * @param settleMillis longer than a write takes from one side to the other
   */
  public ReconcileReport run(long settleMillis, Deadline deadline) throws InterruptedException {
    if (!why.isEmpty()) {
      return ReconcileReport.notDone("not looked for: " + why);
    }
    Mender mender = new Mender(context.localData());
    Set<JournalKey> equal = new HashSet<>();
    try {
      // Half of the time is for the keys that no cut decides.
      long half = deadline.leftMillis() / 2;
      cuts(mender, Deadline.after(context.ticker(), half), deadline);
      if (!doubt().isPresent() && !findings.unknown().isEmpty()) {
        equal =
            new OtherKeys(context, there, here, settleMillis, deadline).equal(findings.unknown());
      }
    } catch (WarmupException e) {
      why = e.getMessage();
    }
    ReconcileReport report = report(mender, equal);
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
   * Takes cuts until all keys are decided.
   *
   * @param others when the keys that no cut decides have to be compared, if there are any
   */
  private void cuts(Mender mender, Deadline others, Deadline deadline) throws InterruptedException {
    Set<JournalKey> left = new HashSet<>();
    while (!doubt().isPresent() && !deadline.passed() && !context.cancel().isCancelled()) {
      if (!cut(deadline)) {
        return;
      }
      findings.add(there, here);
      for (Map.Entry<JournalKey, KeyDifference> amount : findings.amounts().entrySet()) {
        JournalKey key = amount.getKey();
        if (!left.contains(key) && key.database() == 0 && mender.mend(key, amount.getValue())) {
          findings.mended(key);
        } else {
          left.add(key);
        }
      }
      Set<JournalKey> open = findings.open();
      open.removeAll(left);
      boolean some = !findings.unknown().isEmpty();
      open.removeAll(findings.unknown());
      if (open.isEmpty() || some && others.passed()) {
        return;
      }
      context.pause().millis(CUT_EVERY_MILLIS, context.cancel());
    }
  }

  /** Takes one cut; returns whether both sides have reached it. */
  private boolean cut(Deadline deadline) throws InterruptedException {
    Map<String, String> markers = journals.cut();
    if (markers.isEmpty()) {
      why = "a Dynomite did not accept a marker";
      return false;
    }
    there.expect(markers);
    here.expect(markers);
    Deadline limit = Deadline.after(context.ticker(), Math.min(CUT_MILLIS, deadline.leftMillis()));
    while (!bothAtCut()) {
      if (doubt().isPresent() || limit.passed() || context.cancel().isCancelled()) {
        why = doubt().orElse("a marker did not arrive within " + CUT_MILLIS + " ms");
        return false;
      }
      context.pause().millis(1, context.cancel());
    }
    return true;
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
    Set<JournalKey> open = findings.open();
    open.removeAll(equal);
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
