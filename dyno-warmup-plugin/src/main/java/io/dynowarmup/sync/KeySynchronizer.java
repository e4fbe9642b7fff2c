// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints.Swap;
import io.dynowarmup.sync.digest.KeyState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes the keys of one database equal to those of the source while clients write to both.
 *
 * <p>The order of the steps makes this safe. The key is read here, the settle time passes, then the
 * source is read. The key is then replaced here only if it is still unchanged.
 *
 * <p>Every write that reached this node before the first read has therefore run at the source
 * before the source is read. A write that reaches this node later is not overwritten. A key is
 * removed only if the source lacks it in two probes one settle time apart.
 */
public final class KeySynchronizer {
  private static final int BATCH = 200;

  private final RedisPair sides;
  private final ChunkedCopy large;
  private final SyncCounts counts;
  private final WritePolicy consent;
  private final SettleTimer rest;
  private final MismatchQueue doubts;
  private PendingKeys again;
  private PendingComparison begun;

  /**
   * Creates a synchronizer.
   *
   * @param settleMillis longer than a write takes from one side to the other
   * @param consent asked last, before a key is replaced or removed
   */
  public KeySynchronizer(
      RedisPair sides,
      long settleMillis,
      SyncCounts counts,
      PendingKeys again,
      WritePolicy consent) {
    this.sides = sides;
    this.large = new ChunkedCopy(sides);
    this.consent = consent;
    long settleNanos = TimeUnit.MILLISECONDS.toNanos(settleMillis);
    this.doubts = new MismatchQueue(sides.throttle(), settleNanos);
    this.rest = new SettleTimer(sides.throttle(), settleNanos);
    this.counts = counts;
    this.again = again;
  }

  /** Sets the list that collects the keys for the next pass. */
  public void again(PendingKeys list) {
    again = list;
  }

  /** Returns the list of keys that were moved or that changed during this pass. */
  public PendingKeys again() {
    return again;
  }

  /**
   * Compares keys. Mismatches wait for their settle time.
   *
   * @param there the fingerprints at the source, one for each key
   */
  public void look(List<byte[]> keys, List<Fingerprint> there) throws InterruptedException {
    lookLater(keys, there);
    finish();
  }

  /**
   * Starts a comparison as {@link #look} does, but does not wait for this node's fingerprints.
   * {@link #finish} or the next comparison reads them.
   */
  public void lookLater(List<byte[]> keys, List<Fingerprint> there) throws InterruptedException {
    finish();
    Supplier<List<Fingerprint>> here = sides.printsHereLater(keys);
    begun = new PendingComparison(keys, there, here);
  }

  /** Completes a comparison. Call it before any other command to this node. */
  public void finish() throws InterruptedException {
    PendingComparison look = begun;
    if (look != null) {
      begun = null;
      compare(look.keys, look.here.get(), look.there);
    }
  }

  private void compare(List<byte[]> keys, List<Fingerprint> here, List<Fingerprint> there)
      throws InterruptedException {
    counts.comparedMore(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      if (!here.get(i).same(there.get(i))) {
        doubt(keys.get(i), here.get(i), there.get(i));
      }
    }
    while (doubts.tooMany()) {
      doubts.waitForFirst();
      act();
    }
    if (doubts.overdue()) {
      while (doubts.due()) {
        act();
      }
    }
  }

  private void doubt(byte[] key, Fingerprint here, Fingerprint there) throws InterruptedException {
    KeyState largeHere = null;
    if (here.large() || there.large()) {
      largeHere = sides.stateHere(key);
      if (largeHere.same(sides.stateThere(key))) {
        return;
      }
    }
    doubts.add(
        new Mismatch(key, here, largeHere, there.absent(), sides.throttle().ticker().nanos()));
  }

  /**
   * Processes some of the mismatches that wait.
   *
   * @return whether any were waiting
   */
  public boolean drain() throws InterruptedException {
    finish();
    if (doubts.isEmpty()) {
      return false;
    }
    doubts.waitForFirst();
    if (doubts.due()) {
      act();
    }
    return true;
  }

  /** Waits as {@link SettleTimer} describes. */
  public void rest() throws InterruptedException {
    rest.take();
  }

  /** Adds the keys that wait for their settle time and those being compared. */
  public void pending(PendingKeys list) {
    if (begun != null) {
      begun.keys.forEach(key -> list.add(sides.database(), key));
    }
    for (Mismatch doubt : doubts.all()) {
      list.add(sides.database(), doubt.key());
    }
  }

  /**
   * Records that another process may have moved keys until a moment ago; see {@link SettleTimer}.
   */
  public void afterAnother() {
    rest.moved();
  }

  private void act() throws InterruptedException {
    List<Mismatch> batch = doubts.take(BATCH);
    List<byte[]> keys = keys(batch);
    List<Fingerprint> there = sides.printsThere(keys);
    List<Fingerprint> here = sides.printsHere(keys);
    List<Integer> unequal = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (stillUnequal(batch.get(i), here.get(i), there.get(i))) {
        unequal.add(i);
      }
    }
    List<Boolean> allowed =
        consent.to(sides, of(keys, unequal), of(here, unequal), of(there, unequal));
    List<Mismatch> wanted = new ArrayList<>();
    for (int i = 0; i < unequal.size(); i++) {
      Mismatch doubt = batch.get(unequal.get(i));
      if (!allowed.get(i)) {
        continue;
      }
      if (doubt.large()) {
        replaceLarge(doubt, there.get(unequal.get(i)).absent());
      } else {
        wanted.add(doubt);
      }
    }
    replace(wanted);
  }

  private static List<byte[]> keys(List<Mismatch> doubts) {
    List<byte[]> keys = new ArrayList<>();
    for (Mismatch doubt : doubts) {
      keys.add(doubt.key());
    }
    return keys;
  }

  private static <T> List<T> of(List<T> all, List<Integer> which) {
    List<T> some = new ArrayList<>();
    for (int i : which) {
      some.add(all.get(i));
    }
    return some;
  }

  /** Returns whether the key still has to be made equal to the source. */
  private boolean stillUnequal(Mismatch doubt, Fingerprint here, Fingerprint there)
      throws InterruptedException {
    if (doubt.large() || here.large() || there.large()) {
      return stillUnequalLarge(doubt, here, there);
    }
    if (here.same(there)) {
      // The mismatch was a write on its way.
      return false;
    }
    if (!here.same(doubt.before())) {
      again.add(sides.database(), doubt.key());
      return false;
    }
    if (there.absent() && !doubt.absentThere()) {
      doubt(doubt.key(), here, there);
      return false;
    }
    return true;
  }

  /** Whether the key is unchanged here is checked when the copy is put into place. */
  private boolean stillUnequalLarge(Mismatch doubt, Fingerprint here, Fingerprint there)
      throws InterruptedException {
    if (!doubt.large() || (there.absent() && !doubt.absentThere())) {
      doubt(doubt.key(), here, there);
      return false;
    }
    return true;
  }

  private void replaceLarge(Mismatch doubt, boolean absentThere) throws InterruptedException {
    again.add(sides.database(), doubt.key());
    if (absentThere) {
      if (large.remove(doubt)) {
        removed(doubt);
      }
      return;
    }
    long bytes = large.move(doubt);
    if (bytes >= 0) {
      moved(doubt, bytes);
    }
  }

  private void moved(Mismatch doubt, long bytes) {
    counts.movedOne(bytes);
    done(doubt);
  }

  private void removed(Mismatch doubt) {
    counts.removedOne();
    done(doubt);
  }

  private void done(Mismatch doubt) {
    rest.moved();
    consent.done(sides.database(), doubt.key());
  }

  private void replace(List<Mismatch> wanted) throws InterruptedException {
    List<Payload> payloads = sides.fetch(keys(wanted));
    List<Swap> swaps = new ArrayList<>();
    List<Mismatch> swapped = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Mismatch doubt = wanted.get(i);
      if (!payloads.get(i).absent() || doubt.absentThere()) {
        swaps.add(new Swap(doubt.key(), doubt.before(), age(doubt), payloads.get(i)));
        swapped.add(doubt);
      } else {
        again.add(sides.database(), doubt.key());
      }
    }
    Set<Swap> refused = new HashSet<>();
    List<Boolean> done =
        sides
            .prints()
            .swap(
                sides.here(),
                swaps,
                (swap, why) -> {
                  refused.add(swap);
                  sides.leftOut().key(sides.database(), swap.key(), why);
                });
    for (int i = 0; i < swaps.size(); i++) {
      if (!refused.contains(swaps.get(i))) {
        again.add(sides.database(), swapped.get(i).key());
      }
      if (done.get(i) && swaps.get(i).removes()) {
        removed(swapped.get(i));
      } else if (done.get(i)) {
        moved(swapped.get(i), swaps.get(i).bytes());
      }
    }
  }

  private long age(Mismatch doubt) {
    return TimeUnit.NANOSECONDS.toMillis(sides.throttle().ticker().nanos() - doubt.nanos());
  }
}
