// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.LargeKeys;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Compares random keys from both sides. A key that differs is probed again, because a write on its
 * way has arrived by then. A large key is not read; only its type and size are compared.
 *
 * <p>A key that is written on both sides proves nothing, because a write is always on its way. The
 * key is different if it does not change, or if it changes on one side only.
 */
final class Sample {
  /** A key that needs more than this to read is large. */
  private static final int MOST_BYTES = 16 * 1024;

  private static final int MOST_ELEMENTS = 200;

  private static final int MOST_AT_ONCE = 50;

  /** Takes 2 ms even if all keys have the maximum size. */
  private static final int LEAST_AT_ONCE = 25;

  /** A write that is on its way causes fewer changes than this. */
  private static final int HOT_CHANGES = 3;

  private final RedisPair sides;
  private final RedisData sourceKeys;
  private final boolean ownKeys;
  private final Evictions evictions;
  private final long wayNanos;
  private final Fingerprints prints = new Fingerprints(MOST_BYTES, MOST_ELEMENTS);
  private final LargeKeys largeKeys = new LargeKeys();
  private List<Mismatch> mismatches = new ArrayList<>();
  private LongSupplier clockAhead = () -> 0;
  private OptionalLong aheadMillis = OptionalLong.empty();
  private long sampled;
  private long equal;
  private long sizeOnly;
  private long evicted;
  private DrawnKeys drawnHere = new DrawnKeys(Optional.empty());
  private DrawnKeys drawnThere = new DrawnKeys(Optional.empty());

  /**
   * Creates an empty sample.
   *
   * @param sourceKeys draws the keys of the source
   * @param ownKeys whether a key that only this node has is no difference: the source evicts keys
   * @param evictions which keys of the source may be missing here
   * @param wayNanos for how long a write may be on one side only
   */
  Sample(
      RedisPair sides, RedisData sourceKeys, boolean ownKeys, Evictions evictions, long wayNanos) {
    this.sides = sides;
    this.sourceKeys = sourceKeys;
    this.ownKeys = ownKeys;
    this.evictions = evictions;
    this.wayNanos = wayNanos;
  }

  /**
   * Sets how far the source's clock is ahead, in milliseconds. A replication copies expiry times,
   * so the remaining times differ by that much. It is called at most once, for a key that differs.
   */
  Sample clockAhead(LongSupplier millis) {
    clockAhead = millis;
    return this;
  }

  /** Limits the sample to a part of the keys; empty for all keys. */
  Sample within(Optional<Predicate<byte[]>> keys) {
    drawnHere = new DrawnKeys(keys);
    drawnThere = new DrawnKeys(keys);
    return this;
  }

  /** Returns about how many of these keys of this node are in the part. */
  long keysHere(long all) {
    return drawnHere.share(all);
  }

  /** Returns about how many of these keys of the source are in the part. */
  long keysThere(long all) {
    return drawnThere.share(all);
  }

  /**
   * Samples and compares keys for the first time.
   *
   * @param each number of keys from each side
   * @param limit after it no further keys are compared, except for the first ones
   */
  void take(int database, int each, Deadline limit) throws InterruptedException {
    sides.select(database);
    List<byte[]> keys =
        inTurn(drawnThere.from(sourceKeys, each), drawnHere.from(sides.here(), each));
    keys.removeIf(OwnKeys::contain);
    sampled += compare(database, keys, Collections.emptyList(), limit::passed);
  }

  /** Returns the keys of both sides in turn, so that the first ones are of both. */
  private static List<byte[]> inTurn(List<byte[]> there, List<byte[]> here) {
    List<byte[]> keys = new ArrayList<>(there.size() + here.size());
    for (int i = 0; i < Math.max(there.size(), here.size()); i++) {
      if (i < there.size()) {
        keys.add(there.get(i));
      }
      if (i < here.size()) {
        keys.add(here.get(i));
      }
    }
    return keys;
  }

  /** Probes the keys that differed again. */
  void compareAgain() throws InterruptedException {
    List<Mismatch> before = mismatches;
    long equalBefore = equal;
    long sizeOnlyBefore = sizeOnly;
    long evictedBefore = evicted;
    mismatches = new ArrayList<>();
    try {
      for (int database : before.stream().mapToInt(Mismatch::database).distinct().toArray()) {
        List<Mismatch> some = new ArrayList<>(before);
        some.removeIf(mismatch -> mismatch.database() != database);
        List<byte[]> keys = new ArrayList<>();
        some.forEach(mismatch -> keys.add(mismatch.key()));
        compare(database, keys, some, () -> false);
      }
    } catch (WarmupException e) {
      mismatches = before;
      equal = equalBefore;
      sizeOnly = sizeOnlyBefore;
      evicted = evictedBefore;
      throw e;
    }
  }

  /**
   * Compares keys of one database until it is enough.
   *
   * @param before what the last probe found for each key; empty in the first probe
   * @return how many were compared; at least the first ones
   */
  private int compare(
      int database, List<byte[]> keys, List<Mismatch> before, BooleanSupplier enough)
      throws InterruptedException {
    Throttle throttle = sides.throttle();
    sides.select(database);
    int from = 0;
    for (int to; from < keys.size() && (from == 0 || !enough.getAsBoolean()); from = to) {
      int batch = Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, throttle.batch(Work.DIGEST)));
      to = Math.min(keys.size(), from + batch);
      List<byte[]> some = keys.subList(from, to);
      throttle.sends(some);
      long asked = throttle.ticker().nanos();
      List<Fingerprint> there =
          throttle.timed(Work.DIGEST, () -> prints.of(sides.there(), some), List::size);
      List<Fingerprint> here = prints.of(sides.here(), some).value();
      List<Fingerprint> hereInShape = largeKeys.sizeOnly(sides.here(), some, here, there);
      there = largeKeys.sizeOnly(sides.there(), some, there, here);
      long now = throttle.ticker().nanos();
      for (int i = from; i < to; i++) {
        Fingerprint own = hereInShape.get(i - from);
        Fingerprint theirs = there.get(i - from);
        if (same(own, theirs, TimeUnit.NANOSECONDS.toMillis(now - asked))) {
          equal++;
        } else if (own.absent() && evictions.cover(theirs)) {
          evicted++;
        } else if (before.isEmpty()) {
          mismatches.add(new Mismatch(database, keys.get(i), own, theirs, now));
        } else {
          mismatches.add(before.get(i).probed(own, theirs, now));
        }
      }
    }
    return from;
  }

  /**
   * What a delta took for the same is the same here, too, although the time of a read varies.
   *
   * @param apartMillis time between the reads at most
   */
  private boolean same(Fingerprint own, Fingerprint theirs, long apartMillis) {
    boolean same = own.nearlySame(theirs, 0, apartMillis) || sameTime(own, theirs, apartMillis);
    sizeOnly += same && own.large() ? 1 : 0;
    return same || ownKeys && theirs.absent();
  }

  private boolean sameTime(Fingerprint own, Fingerprint theirs, long apartMillis) {
    if (own.pttl() < 0 || !own.sameContent(theirs)) {
      return false;
    }
    if (!aheadMillis.isPresent()) {
      aheadMillis = OptionalLong.of(clockAhead.getAsLong());
    }
    return own.nearlySame(theirs, aheadMillis.getAsLong(), apartMillis);
  }

  /**
   * Returns whether another probe would change nothing: all keys are equal or known to be written
   * all the time.
   */
  boolean settled() {
    return mismatches.stream().allMatch(Sample::isHot);
  }

  /** Returns whether the key is written on both sides all the time. */
  private static boolean isHot(Mismatch mismatch) {
    return Math.min(mismatch.changesHere(), mismatch.changesThere()) >= HOT_CHANGES;
  }

  /** Returns whether no write on its way explains the difference. */
  private boolean isDifferent(Mismatch mismatch) {
    int fewer = Math.min(mismatch.changesHere(), mismatch.changesThere());
    int more = Math.max(mismatch.changesHere(), mismatch.changesThere());
    return mismatch.unchanged() && !isHot(mismatch) && rests(mismatch)
        || fewer == 0 && more >= HOT_CHANGES;
  }

  /** Returns whether a write that has changed the key would have reached the other side, too. */
  private boolean rests(Mismatch mismatch) {
    boolean written = mismatch.changesHere() + mismatch.changesThere() > 0;
    return !written || mismatch.restingNanos() >= wayNanos;
  }

  /** Returns whether a key was written so lately that its write may still be on its way. */
  boolean restless() {
    return mismatches.stream().anyMatch(m -> !isHot(m) && !rests(m));
  }

  long sampled() {
    return sampled;
  }

  long equal() {
    return equal;
  }

  /** Returns how many of the equal keys are large. */
  long sizeOnly() {
    return sizeOnly;
  }

  /** Returns how many keys of the source are missing here because this node evicts keys. */
  long evicted() {
    return evicted;
  }

  /**
   * Returns how many keys differ in a way that neither a write on its way nor an eviction explains.
   * Caches that evict alike lack at most a tenth of each other's keys.
   */
  long different() {
    return unexplained() + Math.max(0, evicted - sampled / ProofRules.ONE_OF_A_CACHE);
  }

  /** Returns how many of these keys are not on this node. */
  long missing() {
    return mismatches.stream().filter(m -> m.here().absent() && isDifferent(m)).count();
  }

  private long unexplained() {
    return mismatches.stream().filter(this::isDifferent).count();
  }

  /** Returns how many keys of the source are missing here, whatever the reason. */
  long absentHere() {
    return mismatches.stream().filter(mismatch -> mismatch.here().absent()).count();
  }

  long inMotion() {
    return mismatches.size() - unexplained();
  }
}
