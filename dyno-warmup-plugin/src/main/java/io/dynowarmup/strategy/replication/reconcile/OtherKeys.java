// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.journal.Journal;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.KeySynchronizer;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes keys equal to the source's by compare-and-set that have executed other commands than there.
 * A key is compared, and replaced, only while no command reaches it on either side for the settle
 * time; the journals show that.
 */
final class OtherKeys {
  /** More keys would take too long while reads are refused. */
  static final int MOST_KEYS = 2_000;

  private final TransferContext context;
  private final Journal there;
  private final Journal here;
  private final CancelSignal end = new CancelSignal();
  private final Deadline deadline;
  private final long settleMillis;
  private final KeySynchronizer synchronizer;
  private long beginThere;
  private long beginHere;

  OtherKeys(
      TransferContext context, Journal there, Journal here, long settleMillis, Deadline deadline) {
    this.context = context;
    this.there = there;
    this.here = here;
    this.deadline = deadline;
    this.settleMillis = settleMillis;
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.pause(),
            end,
            context.config().deltaKeysPerSecond(),
            context.config().deltaBytesPerSecond());
    RedisPair pair = new RedisPair(context.localData(), context.sourceData(), throttle);
    this.synchronizer = new KeySynchronizer(pair, settleMillis, new SyncCounts(), this::still);
  }

  private List<Mismatch> still(RedisPair sides, List<Mismatch> mismatches) {
    read();
    List<Mismatch> still = new ArrayList<>();
    for (Mismatch mismatch : mismatches) {
      JournalKey key = new JournalKey(sides.database(), mismatch.key());
      if (isStill(key) && !mismatch.large()) {
        still.add(mismatch);
      } else {
        synchronizer.again().add(sides.database(), mismatch.key());
      }
    }
    return ended() ? new ArrayList<>() : still;
  }

  private void read() {
    there.readOn();
    here.readOn();
  }

  private boolean isStill(JournalKey key) {
    return there.quietSince(key, beginThere) && here.quietSince(key, beginHere);
  }

  private boolean ended() {
    if (deadline.passed() || context.cancel().isCancelled()) {
      end.cancel("the time for it is over");
    }
    return end.isCancelled();
  }

  /**
   * Makes keys of database 0 equal, as far as they stand still.
   *
   * @return the keys that are equal on both sides now
   */
  Set<JournalKey> equal(Collection<JournalKey> keys) throws InterruptedException {
    Set<JournalKey> open = new HashSet<>();
    for (JournalKey key : keys) {
      if (key.database() == 0 && open.size() < MOST_KEYS) {
        open.add(key);
      }
    }
    Set<JournalKey> equal = new HashSet<>();
    while (!open.isEmpty() && !ended()) {
      Set<JournalKey> passed = pass(open);
      equal.addAll(passed);
      open.removeAll(passed);
    }
    return there.doubt().isPresent() || here.doubt().isPresent() ? new HashSet<>() : equal;
  }

  private Set<JournalKey> pass(Set<JournalKey> keys) throws InterruptedException {
    read();
    beginThere = there.offset() + 1;
    beginHere = here.offset() + 1;
    PendingKeys again = new PendingKeys();
    synchronizer.again(again);
    List<byte[]> names = new ArrayList<>();
    keys.forEach(key -> names.add(key.name()));
    synchronizer.comparison().compare(names);
    boolean more = true;
    while (more && !end.isCancelled()) {
      more = synchronizer.comparison().drain();
    }
    synchronizer.rest();
    // A write may be on its way although both sides are equal.
    context.pause().millis(settleMillis, end);
    read();
    Set<JournalKey> equal = new HashSet<>();
    for (JournalKey key : keys) {
      if (!end.isCancelled() && isStill(key) && !again.holds(0, key.name())) {
        equal.add(key);
      }
    }
    return equal;
  }
}
