// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.digest.Fingerprint;
import io.dynowarmup.move.Again;
import io.dynowarmup.move.Consent;
import io.dynowarmup.move.Sides;
import io.dynowarmup.move.Trial;
import io.dynowarmup.move.WholeKeys;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What there is to be known of the last keys before anything is held back for them: which are
 * large, how long each of these takes, and which the source does not have.
 */
final class LastLook {
  /** More would not fit into the time that there is. */
  private static final int MOST_LARGE = 100;

  private static final int BATCH = 200;

  private final Sides sides;
  private final WholeKeys whole;
  private final NotTaken notTaken;
  private final Consent consent;
  private final List<LastKey> small = new ArrayList<>();
  private final List<LastKey> large = new ArrayList<>();

  /**
   * @param consent is asked about what the source does not have
   */
  LastLook(Sides sides, WholeKeys whole, NotTaken notTaken, Consent consent) {
    this.consent = consent;
    this.sides = sides;
    this.whole = whole;
    this.notTaken = notTaken;
  }

  /**
   * Returns early when the run is to end.
   *
   * @param limit what is not looked at by then is not taken
   * @param meanwhile what is to be done again and again, as this may take a while
   */
  void look(Again left, Deadline limit, Runnable meanwhile) throws InterruptedException {
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
      keys.forEach(key -> notTaken.add(named(key), NotTaken.LATE));
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
        small.add(new LastKey(sides.database(), keys.get(i), absent, kept, null));
      }
    }
  }

  private LastKey named(byte[] key) {
    return new LastKey(sides.database(), key, false, false, null);
  }

  private void large(byte[] key, boolean absent, boolean kept, Deadline limit)
      throws InterruptedException {
    if (large.size() == MOST_LARGE || limit.passed()) {
      notTaken.add(named(key), large.size() == MOST_LARGE ? NotTaken.MANY : NotTaken.LATE);
      return;
    }
    Trial trial = whole.tryOut(key);
    LastKey found = new LastKey(sides.database(), key, absent, kept, trial);
    if (trial.tooLarge()) {
      notTaken.add(found, NotTaken.TOO_LARGE);
    } else {
      large.add(found);
    }
  }

  /** Those of one database behind each other. */
  List<LastKey> small() {
    return small;
  }

  /** What takes the least time comes first. */
  List<LastKey> large() {
    return large;
  }
}
