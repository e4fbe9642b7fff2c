// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.CompareAndSet.Result;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Swap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Some keys of database 0 on both sides, before and after one {@link Crossing}. */
final class OneCut {
  /** The most keys that one script replaces here. */
  private static final int BATCH = 200;

  private final RedisPair sides;
  private final List<JournalKey> keys;
  private final List<byte[]> names;
  private final long readNanos;
  private final List<Fingerprint> here;
  private final List<Fingerprint> there;
  private int replaced;

  private OneCut(RedisPair sides, List<JournalKey> keys) throws InterruptedException {
    this.sides = sides;
    this.keys = keys;
    this.names = keys.stream().map(JournalKey::name).collect(Collectors.toList());
    this.readNanos = sides.throttle().ticker().nanos();
    this.here = sides.printsHere(names);
    this.there = sides.printsThere(names);
  }

  /** Reads the keys on both sides. */
  static OneCut before(RedisPair sides, List<JournalKey> keys) throws InterruptedException {
    return new OneCut(sides, keys);
  }

  /**
   * Reads the keys again after the crossing. A key that has not changed on one side has taken
   * exactly the earlier writes there. One that differs although it has not changed on either side
   * is replaced, if it is still unchanged here.
   *
   * @return the keys that have taken the same writes on both sides now, each once
   */
  Set<JournalKey> after() throws InterruptedException {
    List<Integer> unequal = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!equal(i) && replaceable(i)) {
        unequal.add(i);
      }
    }
    List<Payload> values = fetch(unequal);
    List<Fingerprint> thereAfter = sides.printsThere(names);
    Set<JournalKey> decided = new HashSet<>();
    List<Integer> quiet = new ArrayList<>();
    List<Swap> swaps = new ArrayList<>();
    for (int n = 0; n < values.size(); n++) {
      int i = unequal.get(n);
      // A key that the source lacks is not removed here: it may be written again.
      if (thereAfter.get(i).same(there.get(i)) && !values.get(n).absent()) {
        quiet.add(i);
        swaps.add(new Swap(names.get(i), here.get(i), readNanos, values.get(n)));
      }
    }
    for (int from = 0; from < swaps.size(); from += BATCH) {
      int to = Math.min(swaps.size(), from + BATCH);
      List<Result> results = sides.swap(swaps.subList(from, to));
      for (int n = from; n < to; n++) {
        if (results.get(n - from) == Result.DONE) {
          decided.add(keys.get(quiet.get(n)));
          replaced++;
        }
      }
    }
    decided.addAll(equalNow(thereAfter));
    return decided;
  }

  /** Returns the values of the first of these keys; the next cut has the others. */
  private List<Payload> fetch(List<Integer> wanted) throws InterruptedException {
    return wanted.isEmpty()
        ? Collections.emptyList()
        : sides.fetch(wanted.stream().map(names::get).collect(Collectors.toList()));
  }

  private boolean equal(int i) {
    return sides.same(names.get(i), here.get(i), there.get(i));
  }

  private boolean replaceable(int i) {
    return !here.get(i).large() && !there.get(i).large() && !here.get(i).undecided(there.get(i));
  }

  private List<JournalKey> equalNow(List<Fingerprint> thereAfter) throws InterruptedException {
    List<Fingerprint> hereAfter = sides.printsHere(names);
    List<JournalKey> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean changed =
          !thereAfter.get(i).same(there.get(i)) || !hereAfter.get(i).same(here.get(i));
      if (!changed && equal(i)) {
        all.add(keys.get(i));
      }
    }
    return all;
  }

  /** Returns the keys that are too large to be compared at once. */
  Set<JournalKey> large() {
    Set<JournalKey> large = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      if (here.get(i).large() || there.get(i).large()) {
        large.add(keys.get(i));
      }
    }
    return large;
  }

  /** Returns the number of keys that were replaced. */
  int replaced() {
    return replaced;
  }
}
