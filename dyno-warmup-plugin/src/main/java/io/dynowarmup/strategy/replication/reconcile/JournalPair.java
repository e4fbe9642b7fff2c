// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.journal.Journal;
import io.dynowarmup.journal.StreamOpener;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The journals of both Redis, which begin at the same offset, and cuts in both. No failure to open
 * them leaves this class.
 */
final class JournalPair implements AutoCloseable {
  /** How long the local Redis may take until the source's backlog reaches back to its offset. */
  private static final long OPEN_MILLIS = 5_000;

  private static final long OPEN_AGAIN_MILLIS = 20;

  /** How long one cut may take. */
  private static final long CUT_MILLIS = 3_000;

  private final TransferContext context;
  private final Journals journals;
  private StreamOpener openerThere;
  private StreamOpener openerHere;
  private Journal there;
  private Journal here;
  private String why = "";

  JournalPair(TransferContext context, Journals journals) {
    this.context = context;
    this.journals = journals;
  }

  /**
   * Opens the journals. A replica that lags behind for a moment, as under load, asks for more than
   * the source's backlog holds.
   */
  void open() throws InterruptedException {
    Deadline limit = Deadline.after(context.ticker(), OPEN_MILLIS);
    while (!tryToOpen() && !limit.passed() && !context.cancel().isCancelled()) {
      context.pause().millis(OPEN_AGAIN_MILLIS, context.cancel());
    }
  }

  /** Returns false if another try may succeed. A source that was asked for more may fork. */
  private boolean tryToOpen() {
    try {
      why = journals.gap().orElse("");
      if (why.isEmpty()) {
        // This asks for the rights, so it comes once and before the offset is known.
        openerThere = openerThere == null ? journals.source() : openerThere;
        openerHere = openerHere == null ? journals.local() : openerHere;
        openBoth();
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

  private void openBoth() {
    // Only a stream that never selects another database can be read from the middle.
    Set<Integer> databases = context.sourceInfo().keysByDatabase().keySet();
    if (!Collections.singleton(0).containsAll(databases)) {
      why = "the source has keys in databases " + new TreeSet<>(databases);
      return;
    }
    ReplicationInfo now = context.local().info("replication").replication();
    if (!now.linkUp() || !now.replicaOffset().isPresent()) {
      why = "the local Redis is not in the stream of the source";
      return;
    }
    long offset = now.replicaOffset().getAsLong();
    there = Journal.open("the source", openerThere, context.ticker(), now.replid(), offset);
    here = Journal.open("the local Redis", openerHere, context.ticker(), now.replid(), offset);
  }

  Journal there() {
    return there;
  }

  Journal here() {
    return here;
  }

  /** Reads what both sides have executed, so that no server has to keep much of it. */
  void read() {
    if (why.isEmpty() && there != null && here != null) {
      there.readOn();
      here.readOn();
    }
  }

  /** Returns why the journals were not opened; empty if they were. */
  Optional<String> closed() {
    return why.isEmpty() ? Optional.empty() : Optional.of(why);
  }

  /** Returns why one of the journals was not opened, or not understood; empty otherwise. */
  Optional<String> doubt() {
    if (!why.isEmpty()) {
      return Optional.of(why);
    }
    return there.doubt().isPresent() ? there.doubt() : here.doubt();
  }

  /** Takes one cut; returns why both sides have not reached it, empty if they have. */
  Optional<String> cut(Deadline deadline) throws InterruptedException {
    // A peer that has refused a marker since still writes.
    Optional<String> gap = journals.gap();
    if (gap.isPresent()) {
      return gap;
    }
    Map<String, String> markers = journals.cut(deadline.leftMillis());
    if (markers.isEmpty()) {
      return Optional.of("a Dynomite did not accept a marker");
    }
    Deadline limit = Deadline.after(context.ticker(), Math.min(CUT_MILLIS, deadline.leftMillis()));
    there.expect(markers);
    here.expect(markers);
    while (!bothAtCut()) {
      if (doubt().isPresent() || limit.passed() || context.cancel().isCancelled()) {
        return Optional.of(doubt().orElse("a marker did not arrive in time"));
      }
      context.pause().millis(1, context.cancel());
    }
    return Optional.empty();
  }

  private boolean bothAtCut() {
    boolean atSource = there.read();
    boolean atLocal = here.read();
    return atSource && atLocal;
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
