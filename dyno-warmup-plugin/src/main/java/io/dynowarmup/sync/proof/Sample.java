// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.Digests;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.KeyState;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Compares random keys from both sides. A key that differs is probed again, because a write on its
 * way has arrived by then; {@link Doubt} defines which keys are different. A large key is not read;
 * only its type and size are compared.
 */
final class Sample {
  /** A key that needs more than this to read is large. */
  private static final int MOST_BYTES = 16 * 1024;

  private static final int MOST_ELEMENTS = 200;

  private static final int MOST_AT_ONCE = 50;

  /** Takes 2 ms even if all keys have the maximum size. */
  private static final int LEAST_AT_ONCE = 25;

  private final RedisData here;
  private final RedisData there;
  private final Throttle throttle;
  private final boolean ownKeys;
  private final boolean missingKeys;
  private final Fingerprints prints = new Fingerprints(MOST_BYTES, MOST_ELEMENTS);
  private final Digests digests = new Digests();
  private List<Doubt> doubts = new ArrayList<>();
  private long sampled;
  private long equal;
  private long sizeOnly;

  /**
   * Creates an empty sample.
   *
   * @param ownKeys whether a key that only this node has is no difference: the source evicts keys
   * @param missingKeys whether a key that only the source has is none: this node evicts as well
   */
  Sample(RedisData here, RedisData there, Throttle throttle, boolean ownKeys, boolean missingKeys) {
    this.here = here;
    this.there = there;
    this.throttle = throttle;
    this.ownKeys = ownKeys;
    this.missingKeys = missingKeys;
  }

  /**
   * Samples and compares keys for the first time.
   *
   * @param each number of keys from each side
   * @param limit after it no further keys are compared, except for the first ones
   */
  void take(int database, int each, Deadline limit) throws InterruptedException {
    here.select(database);
    there.select(database);
    List<Doubt> keys = new ArrayList<>();
    for (RedisData side : new RedisData[] {there, here}) {
      for (byte[] key : side.randomKeys(each)) {
        if (!OwnKeys.contain(key)) {
          keys.add(new Doubt(database, key));
        }
      }
    }
    sampled += look(keys, limit::passed);
  }

  /** Probes the keys that differed again. */
  void lookAgain() throws InterruptedException {
    List<Doubt> before = doubts;
    long equalBefore = equal;
    long sizeOnlyBefore = sizeOnly;
    try {
      probe(before);
    } catch (WarmupException e) {
      doubts = before;
      equal = equalBefore;
      sizeOnly = sizeOnlyBefore;
      throw e;
    }
  }

  private void probe(List<Doubt> before) throws InterruptedException {
    doubts = new ArrayList<>();
    int[] databases = before.stream().mapToInt(Doubt::database).distinct().toArray();
    for (int database : databases) {
      here.select(database);
      there.select(database);
      List<Doubt> some = new ArrayList<>();
      before.stream().filter(d -> d.database() == database).forEach(some::add);
      look(some, () -> false);
    }
  }

  /**
   * Compares keys until it is enough.
   *
   * @return how many were compared; at least the first ones
   */
  private int look(List<Doubt> keys, BooleanSupplier enough) throws InterruptedException {
    int i = 0;
    while (i < keys.size() && (i == 0 || !enough.getAsBoolean())) {
      int size = Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, throttle.batch(Work.DIGEST)));
      List<Doubt> some = keys.subList(i, Math.min(keys.size(), i + size));
      lookAt(some);
      i += some.size();
    }
    return i;
  }

  private void lookAt(List<Doubt> some) throws InterruptedException {
    List<byte[]> names = new ArrayList<>();
    some.forEach(d -> names.add(d.key()));
    throttle.sends(names);
    List<Fingerprint> theirs =
        throttle.timed(Work.DIGEST, () -> prints.of(there, names), List::size);
    List<Fingerprint> own = prints.of(here, names).value();
    List<Look> ours = looks(here, names, own);
    List<Look> others = looks(there, names, theirs);
    for (int i = 0; i < some.size(); i++) {
      if (own.get(i).same(theirs.get(i))
          || (ownKeys && theirs.get(i).absent())
          || (missingKeys && own.get(i).absent())) {
        equal++;
      } else {
        judge(some.get(i), ours.get(i), others.get(i));
      }
    }
  }

  private void judge(Doubt doubt, Look ours, Look others) {
    if (ours.same(others)) {
      equal++;
      sizeOnly++;
    } else {
      doubt.look(ours, others);
      doubts.add(doubt);
    }
  }

  /** Returns the state of each key. One command asks for type and size of all large keys. */
  private List<Look> looks(RedisData side, List<byte[]> names, List<Fingerprint> prints) {
    List<byte[]> large = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (prints.get(i).large()) {
        large.add(names.get(i));
      }
    }
    Iterator<KeyState> sizes = digests.sizes(side, large).iterator();
    List<Look> looks = new ArrayList<>();
    for (Fingerprint print : prints) {
      looks.add(new Look(print, print.large() ? sizes.next() : KeyState.ABSENT));
    }
    return looks;
  }

  /**
   * Returns whether another probe would change nothing: all keys are equal or known to be written
   * all the time.
   */
  boolean settled() {
    return doubts.stream().allMatch(Doubt::isHot);
  }

  long sampled() {
    return sampled;
  }

  long equal() {
    return equal;
  }

  long sizeOnly() {
    return sizeOnly;
  }

  /** Returns how many keys differ in a way that no write on its way explains. */
  long different() {
    return doubts.stream().filter(Doubt::isDifferent).count();
  }

  long inMotion() {
    return doubts.size() - different();
  }
}
