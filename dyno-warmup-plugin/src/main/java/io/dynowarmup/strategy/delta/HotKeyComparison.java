// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.AtomicCopy;
import io.dynowarmup.sync.DumpTiming;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects facts about the last keys before any write is held back for them: which keys are large,
 * how long each of these takes to copy, and which keys the source does not have.
 */
final class HotKeyComparison {
  /** More keys would not fit into the available time. */
  private static final int MOST_LARGE = 100;

  private static final int BATCH = 200;

  private final RedisPair sides;
  private final AtomicCopy atomicCopy;
  private final UnsyncedKeys unsynced;
  private final WritePolicy policy;
  private final List<HotKey> small = new ArrayList<>();
  private final List<HotKey> large = new ArrayList<>();

  /**
   * Creates a comparison.
   *
   * @param policy decides about keys that the source does not have
   */
  HotKeyComparison(
      RedisPair sides, AtomicCopy atomicCopy, UnsyncedKeys unsynced, WritePolicy policy) {
    this.policy = policy;
    this.sides = sides;
    this.atomicCopy = atomicCopy;
    this.unsynced = unsynced;
  }

  /**
   * Probes the keys. Returns early if the run is cancelled.
   *
   * @param limit keys that are not probed by then are not copied
   * @param meanwhile work to repeat between batches, because the probes may take a while
   */
  void compare(PendingKeys left, Deadline limit, Runnable meanwhile) throws InterruptedException {
    for (int database : left.databases()) {
      sides.select(database);
      List<byte[]> keys = left.of(database);
      for (int i = 0; i < keys.size() && !sides.throttle().cancelled(); i += BATCH) {
        meanwhile.run();
        sort(keys.subList(i, Math.min(keys.size(), i + BATCH)), limit);
      }
    }
    large.sort(Comparator.comparingLong(key -> key.timing.millis()));
  }

  private void sort(List<byte[]> keys, Deadline limit) throws InterruptedException {
    if (limit.passed()) {
      keys.forEach(key -> unsynced.add(named(key), UnsyncedKeys.LATE));
      return;
    }
    List<Fingerprint> here = sides.printsHere(keys);
    List<Fingerprint> there = sides.printsThere(keys);
    long now = sides.throttle().ticker().nanos();
    List<Mismatch> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      found.add(new Mismatch(sides.database(), keys.get(i), here.get(i), there.get(i), now));
    }
    Set<Mismatch> allowed = new HashSet<>(policy.allowed(sides, found));
    for (Mismatch key : found) {
      boolean kept = key.there().absent() && !allowed.contains(key);
      if (key.large()) {
        large(key, kept, limit);
      } else {
        small.add(new HotKey(key.database(), key.key(), key.there().absent(), kept, null));
      }
    }
  }

  private HotKey named(byte[] key) {
    return new HotKey(sides.database(), key, false, false, null);
  }

  private void large(Mismatch key, boolean kept, Deadline limit) throws InterruptedException {
    boolean many = large.size() == MOST_LARGE;
    if (many || limit.passed()) {
      unsynced.add(named(key.key()), many ? UnsyncedKeys.MANY : UnsyncedKeys.LATE);
      return;
    }
    DumpTiming timing = atomicCopy.tryOut(key.key());
    HotKey found = new HotKey(key.database(), key.key(), key.there().absent(), kept, timing);
    if (timing.tooLarge()) {
      unsynced.add(found, UnsyncedKeys.TOO_LARGE);
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
