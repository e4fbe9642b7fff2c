// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and corrects writes that were applied twice or not at all, in keys that are written to all
 * the time.
 *
 * <p>A key that stands still on both sides during a {@link Crossing} has taken the same writes
 * there. It is compared, and replaced by the source's value. Later writes reach both sides once. So
 * nothing has to be known about what happened before, and no amount is ever added.
 */
public final class KeysAtCuts {
  private static final Logger LOG = LoggerFactory.getLogger(KeysAtCuts.class);

  /** The most keys of one cut. */
  static final int BATCH = 1_000;

  private static final long BETWEEN_MILLIS = 10;

  /** After this time and so many cuts without a decision, no key is expected to stand still. */
  static final long LEAST_IDLE_MILLIS = 1_000;

  static final int IDLE_CUTS = 20;

  private static final int MOST_NAMED = 5;

  private final RedisPair sides;
  private final Crossing crossing;
  private final Runnable check;
  private final Ticker ticker;
  private final Set<JournalKey> copied;
  private final List<JournalKey> open = new ArrayList<>();
  private final List<JournalKey> never = new ArrayList<>();
  private int cuts;
  private int replaced;
  private String why = "";

  /**
   * @param copied keys that are known to have taken writes twice, or that may well have
   * @param written other keys that may have; a large one of them is not decided
   * @param check called before each cut; throws if the source must not replace keys any more
   */
  public KeysAtCuts(
      RedisPair sides,
      Crossing crossing,
      Runnable check,
      Collection<JournalKey> copied,
      Collection<JournalKey> written) {
    this.sides = sides;
    this.crossing = crossing;
    this.check = check;
    this.ticker = sides.throttle().ticker();
    this.copied = new LinkedHashSet<>(copied);
    Set<JournalKey> all = new LinkedHashSet<>(copied);
    all.addAll(written);
    // No marker passes through another database, as Dynomite writes to this one only.
    all.forEach(key -> (key.database() == 0 ? open : never).add(key));
  }

  /**
   * Decides as many keys as it can. A server that fails ends it.
   *
   * @param settleMillis longer than a write takes from one side to the other
   */
  public ReconcileReport run(long settleMillis, Deadline deadline) throws InterruptedException {
    int database = sides.database();
    try {
      sides.select(0);
      cuts(LEAST_IDLE_MILLIS + 3 * settleMillis, deadline);
      sides.select(database);
    } catch (WarmupException e) {
      why = String.valueOf(e.getMessage());
    }
    ReconcileReport report = report();
    LOG.info("Reconciled the last keys after {} cuts: {}", cuts, report);
    return report;
  }

  private void cuts(long idleMillis, Deadline deadline) throws InterruptedException {
    Deadline idle = Deadline.after(ticker, idleMillis);
    int idleCuts = 0;
    while (!open.isEmpty() && !deadline.passed() && !sides.throttle().cancelled()) {
      check.run();
      OneCut cut = OneCut.before(sides, new ArrayList<>(open.subList(0, batch())));
      Optional<String> failed = crossing.await(deadline);
      why = deadline.passed() && cuts > 0 ? "" : failed.orElse("");
      if (failed.isPresent() && !idle.passed()) {
        // A Dynomite that was restarted accepts markers again.
        sides.throttle().waitMillis(BETWEEN_MILLIS);
        continue;
      }
      if (failed.isPresent()) {
        return;
      }
      cuts++;
      Set<JournalKey> done = cut.after();
      for (JournalKey large : cut.large()) {
        done.add(large);
        if (copied.contains(large)) {
          never.add(large);
        }
      }
      boolean decided = decided(done);
      replaced += cut.replaced();
      idle = decided ? Deadline.after(ticker, idleMillis) : idle;
      idleCuts = decided ? 0 : idleCuts + 1;
      if (idle.passed() && idleCuts >= IDLE_CUTS) {
        return;
      }
      sides.throttle().waitMillis(BETWEEN_MILLIS);
    }
  }

  private int batch() {
    return Math.min(BATCH, open.size());
  }

  /** Leaves out what is decided, and begins the next cut with the keys behind this one's. */
  private boolean decided(Set<JournalKey> keys) {
    List<JournalKey> taken = new ArrayList<>(open.subList(0, batch()));
    open.subList(0, batch()).clear();
    taken.removeAll(keys);
    open.addAll(taken);
    return !keys.isEmpty();
  }

  private ReconcileReport report() {
    Set<JournalKey> doubts = new TreeSet<>(JournalKey.ORDER);
    doubts.addAll(open);
    doubts.addAll(never);
    ReconcileReport.Builder report =
        new ReconcileReport.Builder().cuts(cuts).keysMended(replaced).keysInDoubt(doubts.size());
    if (doubts.isEmpty()) {
      return report.build();
    }
    String names =
        doubts.stream()
            .limit(MOST_NAMED)
            .map(JournalKey::toString)
            .collect(Collectors.joining(", "));
    String more =
        doubts.size() > MOST_NAMED ? " and " + Units.keys(doubts.size() - MOST_NAMED) : "";
    return report.note(names + more + (why.isEmpty() ? "" : " (" + why + ")")).build();
  }
}
