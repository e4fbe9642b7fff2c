// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Throttle.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Compares keys of both sides while clients write to both. A key that differs waits for the settle
 * time, because a write may be on its way. It is then read again and passed to the {@link
 * MismatchHandler}.
 */
public final class Comparison {
  private static final int BATCH = 200;

  /** On a long round trip, each batch needs two of them. */
  private static final int FAR_BATCH = 1_000;

  private final RedisPair sides;
  private final MismatchHandler handler;
  private final MismatchQueue queue;
  private Pending pending;

  /** A comparison of keys that still has to read this node's answer. */
  private static final class Pending {
    private final List<byte[]> keys;
    private final List<Fingerprint> there;
    private final Supplier<List<Fingerprint>> here;

    Pending(List<byte[]> keys, List<Fingerprint> there, Supplier<List<Fingerprint>> here) {
      this.keys = keys;
      this.there = there;
      this.here = here;
    }
  }

  /**
   * Creates a comparison.
   *
   * @param settleMillis longer than a write takes from one side to the other
   */
  public Comparison(RedisPair sides, long settleMillis, MismatchHandler handler) {
    this.sides = sides;
    this.handler = handler;
    this.queue = new MismatchQueue(sides.throttle(), TimeUnit.MILLISECONDS.toNanos(settleMillis));
  }

  /** See {@link KeySynchronizer#arrivals}. */
  void arrivals(LongPredicate known) {
    queue.arrivals(known);
  }

  /** Compares keys of the selected database, as many at once as the throttle allows. */
  public void compare(List<byte[]> keys) throws InterruptedException {
    for (int i = 0; i < keys.size(); ) {
      int end = Math.min(keys.size(), i + sides.throttle().atOnce(Work.DIGEST));
      List<byte[]> some = keys.subList(i, end);
      compareLater(some, sides.printsThere(some));
      i = end;
    }
    finish();
  }

  /** Compares keys that the source does not have. */
  public void compareAbsent(List<byte[]> keys) throws InterruptedException {
    for (int i = 0; i < keys.size(); ) {
      int end = Math.min(keys.size(), i + sides.batchHere(Work.DIGEST));
      compareLater(keys.subList(i, end), Collections.nCopies(end - i, Fingerprint.ABSENT));
      i = end;
    }
    finish();
  }

  /**
   * Starts a comparison, but does not wait for this node's fingerprints. {@link #finish} or the
   * next comparison reads them.
   *
   * @param there the fingerprints at the source, one for each key
   */
  public void compareLater(List<byte[]> keys, List<Fingerprint> there) throws InterruptedException {
    for (int i = 0; i < keys.size(); ) {
      int end = Math.min(keys.size(), i + sides.batchHere(Work.DIGEST));
      List<byte[]> some = keys.subList(i, end);
      finish();
      pending = new Pending(some, there.subList(i, end), sides.printsHereLater(some));
      i = end;
    }
  }

  /** Completes a comparison. Call it before any other command to this node. */
  public void finish() throws InterruptedException {
    Pending begun = pending;
    if (begun != null) {
      pending = null;
      compare(begun.keys, begun.here.get(), begun.there);
    }
  }

  private void compare(List<byte[]> keys, List<Fingerprint> here, List<Fingerprint> there)
      throws InterruptedException {
    int equal = 0;
    for (int i = 0; i < keys.size(); i++) {
      boolean same =
          sides.same(keys.get(i), here.get(i), there.get(i))
              || !differs(keys.get(i), here.get(i), there.get(i));
      equal += same && !here.get(i).absent() ? 1 : 0;
    }
    handler.compared(keys.size(), equal);
    while (queue.tooMany() && !sides.throttle().cancelled()) {
      queue.waitForFirst();
      settle();
    }
    if (queue.overdue()) {
      while (queue.due()) {
        settle();
      }
    }
  }

  /**
   * Queues a key whose fingerprints are not the same. A large key is read in chunks first. One that
   * cannot be read is recorded in {@link LeftOut} instead.
   *
   * @return false if it is a large key that is equal on both sides, or that cannot be read
   */
  boolean differs(byte[] key, Fingerprint here, Fingerprint there) throws InterruptedException {
    if (here.large() || there.large()) {
      Fingerprint chunkedHere = sides.chunkedHere(key);
      Fingerprint chunkedThere = sides.chunkedThere(key);
      if (chunkedHere.unread() || chunkedThere.unread()) {
        String type = chunkedThere.unread() ? chunkedThere.type() : chunkedHere.type();
        sides.leftOut().unread(sides.database(), key, type);
        return false;
      }
      return !chunkedHere.same(chunkedThere) && queue(key, chunkedHere, chunkedThere);
    }
    return queue(key, here, there);
  }

  /** The settle time begins after the key was read here. */
  private boolean queue(byte[] key, Fingerprint here, Fingerprint there) {
    long now = sides.throttle().ticker().nanos();
    queue.add(new Mismatch(sides.database(), key, here, there, now));
    return true;
  }

  private void settle() throws InterruptedException {
    List<Mismatch> batch = queue.take(sides.throttle().far() ? FAR_BATCH : BATCH);
    List<byte[]> keys = new ArrayList<>();
    batch.forEach(mismatch -> keys.add(mismatch.key()));
    List<Fingerprint> there = sides.printsThere(keys);
    List<Fingerprint> here = sides.printsHere(keys);
    long now = sides.throttle().ticker().nanos();
    List<Mismatch> probed = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      probed.add(batch.get(i).probed(here.get(i), there.get(i), now));
    }
    handler.settled(probed);
  }

  /**
   * Processes some of the mismatches that wait. Call it before another database is selected, until
   * none is left.
   *
   * @return whether any were waiting
   */
  public boolean drain() throws InterruptedException {
    finish();
    if (queue.isEmpty()) {
      return false;
    }
    queue.waitForFirst();
    if (queue.due()) {
      settle();
    }
    return true;
  }

  /** Adds the keys that wait for their settle time and those being compared. */
  public void addOpen(PendingKeys list) {
    if (pending != null) {
      pending.keys.forEach(key -> list.add(sides.database(), key));
    }
    for (Mismatch mismatch : queue.all()) {
      list.add(mismatch.database(), mismatch.key());
    }
  }
}
