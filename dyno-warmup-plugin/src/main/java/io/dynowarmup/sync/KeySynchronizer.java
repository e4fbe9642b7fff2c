// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.CompareAndSet.Result;
import io.dynowarmup.sync.digest.Swap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

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
public final class KeySynchronizer implements MismatchHandler {
  private final RedisPair sides;
  private final ChunkedCopy chunkedCopy;
  private final SyncCounts counts;
  private final WritePolicy policy;
  private final SettleTimer settleTimer;
  private final Comparison comparison;
  private PendingKeys again = new PendingKeys();

  /**
   * Creates a synchronizer.
   *
   * @param settleMillis longer than a write takes from one side to the other
   * @param policy asked last, before a key is replaced or removed
   */
  public KeySynchronizer(
      RedisPair sides, long settleMillis, SyncCounts counts, WritePolicy policy) {
    this.sides = sides;
    this.chunkedCopy = new ChunkedCopy(sides);
    this.policy = policy;
    this.comparison = new Comparison(sides, settleMillis, this);
    this.settleTimer =
        new SettleTimer(sides.throttle(), TimeUnit.MILLISECONDS.toNanos(settleMillis));
    this.counts = counts;
  }

  /**
   * Sets what is known of writes on their way. The settle time is then not over before they have
   * arrived, however long that takes.
   *
   * @param known returns whether every write that the cluster had accepted before this moment has
   *     run on both sides, or cannot be checked; asked again until it has
   */
  public KeySynchronizer arrivals(LongPredicate known) {
    comparison.arrivals(known);
    settleTimer.arrivals(known);
    return this;
  }

  /** Returns the comparison whose mismatches are synchronized. */
  public Comparison comparison() {
    return comparison;
  }

  /** Sets the list that collects the keys for the next pass. */
  public void again(PendingKeys list) {
    again = list;
  }

  /** Returns the list of keys that were moved or that changed during this pass. */
  public PendingKeys again() {
    return again;
  }

  /** Waits as {@link SettleTimer} describes. */
  public void rest() throws InterruptedException {
    settleTimer.await();
  }

  /**
   * Records that another process may have moved keys until a moment ago; see {@link SettleTimer}.
   */
  public void afterAnother() {
    settleTimer.moved();
  }

  @Override
  public void compared(int keys, int equal) {
    counts.comparedMore(keys);
  }

  @Override
  public void settled(List<Mismatch> probed) throws InterruptedException {
    List<Mismatch> unequal = new ArrayList<>();
    for (Mismatch mismatch : probed) {
      if (stillUnequal(mismatch)) {
        unequal.add(mismatch);
      }
    }
    List<Mismatch> small = new ArrayList<>();
    for (Mismatch mismatch : policy.allowed(sides, unequal)) {
      if (mismatch.before().large()) {
        replaceLarge(mismatch);
      } else {
        small.add(mismatch);
      }
    }
    replace(small);
  }

  private static List<byte[]> keys(List<Mismatch> mismatches) {
    List<byte[]> keys = new ArrayList<>();
    mismatches.forEach(mismatch -> keys.add(mismatch.key()));
    return keys;
  }

  /** Returns whether the key still has to be made equal to the source. */
  private boolean stillUnequal(Mismatch now) throws InterruptedException {
    Mismatch before = now.before();
    boolean large = before.large() || now.large();
    if (!large && sides.same(now.key(), now.here(), now.there())) {
      // The mismatch was a write on its way.
      return false;
    }
    if (!large && !now.unchangedHere()) {
      again(now);
      return false;
    }
    // Whether a large key is unchanged here is checked when its copy is put into place.
    boolean absentOnce = now.there().absent() && !before.there().absent();
    if (absentOnce || large && !before.large()) {
      comparison.differs(now.key(), now.here(), now.there());
      return false;
    }
    return true;
  }

  private void again(Mismatch mismatch) {
    again.add(mismatch.database(), mismatch.key());
  }

  private void replaceLarge(Mismatch mismatch) throws InterruptedException {
    if (mismatch.there().absent()) {
      again(mismatch);
      if (chunkedCopy.remove(mismatch.before())) {
        counts.removedOne();
        done(mismatch);
      }
      return;
    }
    OptionalLong bytes = chunkedCopy.move(mismatch.before());
    if (!sides.leftOut().holds(mismatch.database(), mismatch.key())) {
      again(mismatch);
    }
    if (bytes.isPresent()) {
      counts.movedOne(bytes.getAsLong());
      done(mismatch);
    }
  }

  private void done(Mismatch mismatch) {
    settleTimer.moved();
    policy.done(mismatch.database(), mismatch.key());
  }

  private void replace(List<Mismatch> wanted) throws InterruptedException {
    int done = 0;
    while (done < wanted.size()) {
      List<Mismatch> rest = wanted.subList(done, wanted.size());
      List<Payload> payloads = sides.fetch(keys(rest));
      replace(rest.subList(0, payloads.size()), payloads);
      done += payloads.size();
    }
  }

  private void replace(List<Mismatch> wanted, List<Payload> payloads) {
    List<Swap> swaps = new ArrayList<>();
    List<Mismatch> swapped = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Mismatch before = wanted.get(i).before();
      if (!payloads.get(i).absent() || before.there().absent()) {
        swaps.add(new Swap(before.key(), before.here(), before.nanos(), payloads.get(i)));
        swapped.add(before);
      } else {
        again(before);
      }
    }
    List<Result> results = sides.swap(swaps);
    for (int i = 0; i < swaps.size(); i++) {
      if (results.get(i) != Result.REFUSED) {
        again(swapped.get(i));
      }
      if (results.get(i) == Result.DONE) {
        counts.swapped(swaps.get(i));
        sides.copied(swapped.get(i));
        done(swapped.get(i));
      }
    }
  }
}
