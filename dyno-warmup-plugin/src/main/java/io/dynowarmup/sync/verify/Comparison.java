// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.Digests;
import io.dynowarmup.sync.digest.KeyState;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compares two Redis key by key while clients write. A key that differs is probed again after the
 * settle time. If it is equal by then, a write was on its way. If it differs and has not changed on
 * at least one side, it is different. If it has changed on both sides, it is in doubt. A key that
 * SCAN returns twice counts twice.
 */
final class Comparison {
  /**
   * Limits how often a sample may draw a key of the warm-up itself; beyond this the sample stays
   * smaller.
   */
  private static final int OWN_KEYS_DRAWN = 20;

  /**
   * The limit of keys waiting for their second probe; more would need too much memory. Above it,
   * the comparison waits and probes the oldest ones before it continues.
   */
  private static final int MOST_DOUBTS = 2_000;

  private final RedisData here;
  private final RedisData there;
  private final Throttle throttle;
  private final long settleMillis;
  private final Consumer<PeerComparison> progress;
  private final Digests digests = new Digests();
  private final Tally tally;
  private final Deque<Doubt> doubts = new ArrayDeque<>();
  private int database;

  private static final class Doubt {
    private final byte[] key;
    private final KeyState here;
    private final KeyState there;
    private final long nanos;

    Doubt(byte[] key, KeyState here, KeyState there, long nanos) {
      this.key = key;
      this.here = here;
      this.there = there;
      this.nanos = nanos;
    }
  }

  /**
   * Creates a comparison.
   *
   * @param settleMillis longer than a write takes from one side to the other
   * @param progress receives the result so far after every script
   */
  Comparison(
      Tally tally,
      RedisData here,
      RedisData there,
      Throttle throttle,
      long settleMillis,
      Consumer<PeerComparison> progress) {
    this.here = here;
    this.there = there;
    this.throttle = throttle;
    this.settleMillis = settleMillis;
    this.progress = progress;
    this.tally = tally;
  }

  /** Compares all keys of both sides. */
  PeerComparison full() throws InterruptedException {
    Set<Integer> databases = new TreeSet<>(there.databases());
    databases.addAll(here.databases());
    for (int db : databases) {
      select(db);
      scan(there, Work.DIGEST, this::compare);
      scan(here, Work.PRESENCE, this::missingThere);
      settle();
    }
    return tally.result("");
  }

  /**
   * Compares random keys of database 0, the same number from each side.
   *
   * @param keys total number of keys; fewer if the servers have fewer
   */
  PeerComparison sample(long keys) throws InterruptedException {
    select(0);
    // Otherwise the same few large keys would be read again and again.
    long left = Math.min(keys / 2, Math.max(here.size(), there.size()));
    while (left > 0 && !throttle.cancelled()) {
      int size = (int) Math.min(left, throttle.batch(Work.DIGEST));
      List<byte[]> some = random(there, size);
      List<byte[]> others = random(here, size);
      if (some.isEmpty() && others.isEmpty()) {
        break;
      }
      compare(some);
      compare(others);
      left -= size;
    }
    settle();
    return tally.result("");
  }

  private List<byte[]> random(RedisData side, int most) {
    List<byte[]> keys = new ArrayList<>();
    for (int tries = 0; keys.size() < most && tries < most + OWN_KEYS_DRAWN; tries++) {
      Optional<byte[]> key = side.randomKey();
      if (!key.isPresent()) {
        break;
      }
      key.filter(k -> !OwnKeys.contain(k)).ifPresent(keys::add);
    }
    return keys;
  }

  private void select(int db) {
    database = db;
    here.select(db);
    there.select(db);
  }

  /** Processes the keys of one page. */
  private interface Batch {
    void accept(List<byte[]> keys) throws InterruptedException;
  }

  private void scan(RedisData side, Work work, Batch batch) throws InterruptedException {
    String cursor = "0";
    do {
      RedisData.Page page = side.scan(cursor, throttle.batch(work));
      List<byte[]> keys = new ArrayList<>();
      for (byte[] key : page.keys()) {
        if (!OwnKeys.contain(key)) {
          keys.add(key);
        }
      }
      // A page may hold more keys than requested.
      for (int i = 0; i < keys.size() && !throttle.cancelled(); ) {
        int end = Math.min(keys.size(), i + throttle.batch(work));
        batch.accept(keys.subList(i, end));
        i = end;
      }
      cursor = page.cursor();
    } while (!"0".equals(cursor) && !throttle.cancelled());
  }

  private void compare(List<byte[]> keys) throws InterruptedException {
    List<KeyState> theirs = look(there, keys);
    List<KeyState> own = digests.of(here, keys);
    for (int i = 0; i < keys.size(); i++) {
      note(keys.get(i), own.get(i), theirs.get(i));
    }
    lookAgainWhereItIsTime();
  }

  /** Keys that also exist there have already been compared. */
  private void missingThere(List<byte[]> keys) throws InterruptedException {
    throttle.sends(keys);
    List<KeyState> theirs =
        throttle.script(Work.PRESENCE, keys.size(), () -> digests.sizes(there, keys));
    List<byte[]> missing = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (theirs.get(i).absent()) {
        missing.add(keys.get(i));
      }
    }
    if (!missing.isEmpty()) {
      compare(missing);
    }
  }

  private List<KeyState> look(RedisData side, List<byte[]> keys) throws InterruptedException {
    throttle.probe(side::size);
    throttle.sends(keys);
    return throttle.script(Work.DIGEST, keys.size(), () -> digests.of(side, keys));
  }

  private void note(byte[] key, KeyState own, KeyState theirs) {
    if (own.same(theirs)) {
      if (!own.absent()) {
        tally.equal();
      }
    } else {
      doubts.addLast(new Doubt(key, own, theirs, throttle.ticker().nanos()));
    }
  }

  private void lookAgainWhereItIsTime() throws InterruptedException {
    while (!doubts.isEmpty() && (oldEnough(doubts.peekFirst()) || doubts.size() > MOST_DOUBTS)) {
      long left =
          settleMillis
              - TimeUnit.NANOSECONDS.toMillis(throttle.ticker().nanos() - doubts.peekFirst().nanos);
      throttle.waitMillis(left);
      lookAgain();
    }
    progress.accept(tally.result(""));
  }

  private boolean oldEnough(Doubt doubt) {
    return throttle.ticker().nanos() - doubt.nanos >= TimeUnit.MILLISECONDS.toNanos(settleMillis);
  }

  private void settle() throws InterruptedException {
    while (!doubts.isEmpty() && !throttle.cancelled()) {
      long age =
          TimeUnit.NANOSECONDS.toMillis(throttle.ticker().nanos() - doubts.peekFirst().nanos);
      throttle.waitMillis(settleMillis - age);
      lookAgain();
    }
    progress.accept(tally.result(""));
  }

  private void lookAgain() throws InterruptedException {
    List<Doubt> batch = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    while (batch.size() < throttle.batch(Work.DIGEST) && !doubts.isEmpty()) {
      batch.add(doubts.removeFirst());
      keys.add(batch.get(batch.size() - 1).key);
    }
    List<KeyState> theirs = look(there, keys);
    List<KeyState> own = digests.of(here, keys);
    for (int i = 0; i < batch.size(); i++) {
      judge(batch.get(i), own.get(i), theirs.get(i));
    }
  }

  private void judge(Doubt first, KeyState own, KeyState theirs) {
    if (own.same(theirs)) {
      if (!own.absent()) {
        tally.equal();
      }
    } else if (own.sameContent(first.here) || theirs.sameContent(first.there)) {
      tally.unequal(database, first.key, own, theirs);
    } else {
      tally.inDoubt();
    }
  }
}
