// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.AtomicCopy;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.digest.CompareAndSet.Result;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Swap;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the last keys while they do not change here. It copies as many as the time allows; a
 * failure of one key does not affect the others. It does not wait for the throttle, because the
 * available time limits it.
 */
final class HotKeyCopies {
  private static final int BATCH = 200;
  private static final int MOST_FETCHED = 20;

  /** A key that a client deletes and writes again exists in one of a few probes. */
  private static final int PROBES = 10;

  private static final long BETWEEN_PROBES_MILLIS = 3;

  private final RedisPair sides;
  private final SyncCounts counts;
  private final AtomicCopy atomicCopy;
  private final UnsyncedKeys unsynced;
  private final Deadline limit;
  private List<HotKey> absent = new ArrayList<>();

  HotKeyCopies(
      RedisPair sides,
      SyncCounts counts,
      AtomicCopy atomicCopy,
      UnsyncedKeys unsynced,
      Deadline limit) {
    this.sides = sides;
    this.counts = counts;
    this.atomicCopy = atomicCopy;
    this.unsynced = unsynced;
    this.limit = limit;
  }

  void take(HotKeyComparison comparison) throws InterruptedException {
    List<HotKey> small = comparison.small();
    for (int from = 0, to; from < small.size(); from = to) {
      to = end(small, from, BATCH);
      some(small.subList(from, to));
    }
    for (HotKey key : comparison.large()) {
      large(key);
    }
    for (int probes = 1; probes < PROBES && !absent.isEmpty() && !over(); probes++) {
      sides.throttle().waitMillis(BETWEEN_PROBES_MILLIS);
      List<HotKey> once = absent;
      absent = new ArrayList<>();
      fetch(once);
    }
    unsynced.addAll(absent, UnsyncedKeys.ABSENT);
  }

  private boolean over() {
    return limit.passed() || sides.throttle().cancelled();
  }

  /** Returns the end of the next batch: at most this many keys, all of one database. */
  private static int end(List<HotKey> keys, int from, int most) {
    int to = from + 1;
    while (to < keys.size()
        && to - from < most
        && keys.get(to).database == keys.get(from).database) {
      to++;
    }
    return to;
  }

  private void select(int database) {
    if (sides.database() != database) {
      sides.select(database);
    }
  }

  /** Compares and copies keys of one database. */
  private void some(List<HotKey> some) throws InterruptedException {
    if (over()) {
      unsynced.addAll(some, UnsyncedKeys.LATE);
      return;
    }
    select(some.get(0).database);
    List<byte[]> keys = names(some);
    long now = sides.throttle().ticker().nanos();
    List<Fingerprint> here = sides.printsHere(keys);
    List<Fingerprint> there = sides.prints().of(sides.there(), keys).value();
    List<HotKey> unequal = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      HotKey key = some.get(i);
      if (here.get(i).large() || there.get(i).large()) {
        unsynced.add(key, UnsyncedKeys.GROWN);
      } else if (!sides.same(key.key, here.get(i), there.get(i))) {
        key.here = here.get(i);
        key.hereNanos = now;
        unequal.add(key);
      }
    }
    fetch(unequal);
  }

  private void fetch(List<HotKey> keys) {
    for (int from = 0, to; from < keys.size(); from = to) {
      to = end(keys, from, MOST_FETCHED);
      List<HotKey> some = keys.subList(from, to);
      if (over()) {
        unsynced.addAll(some, UnsyncedKeys.LATE);
      } else {
        swap(some);
      }
    }
  }

  private void swap(List<HotKey> some) {
    select(some.get(0).database);
    List<Payload> payloads = sides.there().dump(names(some));
    List<HotKey> swapped = new ArrayList<>();
    List<Swap> swaps = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      HotKey key = some.get(i);
      if (payloads.get(i).absent() && !key.absentBefore) {
        if (!key.kept) {
          absent.add(key);
        }
      } else {
        swapped.add(key);
        swaps.add(new Swap(key.key, key.here, key.hereNanos, payloads.get(i)));
      }
    }
    List<Result> results = sides.swap(swaps);
    for (int i = 0; i < swaps.size(); i++) {
      if (results.get(i) == Result.CHANGED) {
        unsynced.add(swapped.get(i), UnsyncedKeys.TOUCHED);
      } else if (results.get(i) == Result.DONE) {
        counts.swapped(swaps.get(i));
      }
    }
  }

  private void large(HotKey key) {
    long left = limit.leftMillis();
    // Half of the time is added, because the measurement was made in quieter moments.
    if (left * 2 < key.timing.millis() * 3 || over()) {
      unsynced.add(key, UnsyncedKeys.slow(key, left));
      return;
    }
    select(key.database);
    switch (atomicCopy.take(key.key, key.absentBefore)) {
      case ABSENT_THERE:
        if (!key.kept) {
          unsynced.add(key, UnsyncedKeys.ABSENT);
        }
        break;
      case TOUCHED:
        unsynced.add(key, UnsyncedKeys.TOUCHED);
        break;
      default:
        break;
    }
  }

  private static List<byte[]> names(List<HotKey> keys) {
    List<byte[]> names = new ArrayList<>();
    for (HotKey key : keys) {
      names.add(key.key);
    }
    return names;
  }
}
