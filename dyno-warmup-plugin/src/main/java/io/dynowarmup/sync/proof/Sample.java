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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
  private final boolean evicts;
  private final Fingerprints prints = new Fingerprints(MOST_BYTES, MOST_ELEMENTS);
  private final Digests digests = new Digests();
  private List<Doubt> doubts = new ArrayList<>();
  private long sampled;
  private long equal;
  private long sizeOnly;

  /**
   * Creates an empty sample.
   *
   * @param evicts whether the source evicts keys; a key that only this node has is then not a
   *     difference
   */
  Sample(RedisData here, RedisData there, Throttle throttle, boolean evicts) {
    this.here = here;
    this.there = there;
    this.throttle = throttle;
    this.evicts = evicts;
  }

  /**
   * Samples and compares keys for the first time.
   *
   * @param each number of keys from each side
   */
  void take(int database, int each) throws InterruptedException {
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
    sampled += keys.size();
    look(keys);
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
      look(some);
    }
  }

  private void look(List<Doubt> keys) throws InterruptedException {
    for (int i = 0; i < keys.size(); ) {
      int size = Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, throttle.batch(Work.DIGEST)));
      List<Doubt> some = keys.subList(i, Math.min(keys.size(), i + size));
      lookAt(some);
      i += some.size();
    }
  }

  private void lookAt(List<Doubt> some) throws InterruptedException {
    List<byte[]> names = new ArrayList<>();
    some.forEach(d -> names.add(d.key()));
    throttle.sends(names);
    List<Fingerprint> theirs =
        throttle.timed(Work.DIGEST, () -> prints.of(there, names), List::size);
    List<Fingerprint> own = prints.of(here, names).value();
    for (int i = 0; i < some.size(); i++) {
      judge(some.get(i), own.get(i), theirs.get(i));
    }
  }

  private void judge(Doubt doubt, Fingerprint own, Fingerprint theirs) {
    if (own.same(theirs) || (evicts && theirs.absent())) {
      equal++;
      return;
    }
    Look ours = new Look(own, size(here, doubt.key(), own));
    Look others = new Look(theirs, size(there, doubt.key(), theirs));
    if (own.large() && theirs.large() && ours.same(others)) {
      equal++;
      sizeOnly++;
    } else {
      doubt.look(ours, others);
      doubts.add(doubt);
    }
  }

  /** Returns type and size of a large key. */
  private KeyState size(RedisData side, byte[] key, Fingerprint print) {
    return print.large()
        ? digests.sizes(side, Collections.singletonList(key)).get(0)
        : KeyState.ABSENT;
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
