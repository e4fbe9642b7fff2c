// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.AtomicCopy;
import io.dynowarmup.sync.DumpTiming;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects facts about the last keys before any write is held back for them: which keys are large,
 * how long each of these takes to copy, and which keys the source does not have.
 */
final class HotKeyComparison {
  /** More keys would not fit into the available time. */
  private static final int MOST_LARGE = 100;

  private static final int BATCH = 200;

  private final RedisPair sides;
  private final AtomicCopy whole;
  private final UnsyncedKeys notTaken;
  private final WritePolicy consent;
  private final List<HotKey> small = new ArrayList<>();
  private final List<HotKey> large = new ArrayList<>();

  /**
   * Creates a comparison.
   *
   * @param consent decides about keys that the source does not have
   */
  HotKeyComparison(RedisPair sides, AtomicCopy whole, UnsyncedKeys notTaken, WritePolicy consent) {
    this.consent = consent;
    this.sides = sides;
    this.whole = whole;
    this.notTaken = notTaken;
  }

  /**
   * Probes the keys. Returns early if the run is cancelled.
   *
   * @param limit keys that are not probed by then are not copied
   * @param meanwhile work to repeat between batches, because the probes may take a while
   */
  void look(PendingKeys left, Deadline limit, Runnable meanwhile) throws InterruptedException {
    for (int database : left.databases()) {
      sides.select(database);
      List<byte[]> keys = left.of(database);
      for (int i = 0; i < keys.size() && !sides.throttle().cancelled(); i += BATCH) {
        meanwhile.run();
        sort(keys.subList(i, Math.min(keys.size(), i + BATCH)), limit);
      }
    }
    large.sort(Comparator.comparingLong(key -> key.trial.millis()));
  }

  private void sort(List<byte[]> keys, Deadline limit) throws InterruptedException {
    if (limit.passed()) {
      keys.forEach(key -> notTaken.add(named(key), UnsyncedKeys.LATE));
      return;
    }
    List<Fingerprint> here = sides.printsHere(keys);
    List<Fingerprint> there = sides.printsThere(keys);
    List<Boolean> may = consent.to(sides, keys, here, there);
    for (int i = 0; i < keys.size(); i++) {
      boolean absent = there.get(i).absent();
      boolean kept = absent && !may.get(i);
      if (here.get(i).large() || there.get(i).large()) {
        large(keys.get(i), absent, kept, limit);
      } else {
        small.add(new HotKey(sides.database(), keys.get(i), absent, kept, null));
      }
    }
  }

  private HotKey named(byte[] key) {
    return new HotKey(sides.database(), key, false, false, null);
  }

  private void large(byte[] key, boolean absent, boolean kept, Deadline limit)
      throws InterruptedException {
    if (large.size() == MOST_LARGE || limit.passed()) {
      notTaken.add(named(key), large.size() == MOST_LARGE ? UnsyncedKeys.MANY : UnsyncedKeys.LATE);
      return;
    }
    DumpTiming trial = whole.tryOut(key);
    HotKey found = new HotKey(sides.database(), key, absent, kept, trial);
    if (trial.tooLarge()) {
      notTaken.add(found, UnsyncedKeys.TOO_LARGE);
    } else {
      large.add(found);
    }
  }

  /** Returns the keys that are not large, grouped by database. */
  List<HotKey> small() {
    return small;
  }

  /** Returns the large keys, fastest copy first. */
  List<HotKey> large() {
    return large;
  }
}
