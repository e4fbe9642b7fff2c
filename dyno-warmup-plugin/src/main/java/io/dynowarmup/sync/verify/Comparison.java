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
 * Two Redis, key by key, while clients write. What is not the same is looked at again after the
 * settle time: what has become the same was a write on its way; what differs and stands still on
 * one side at least is different; what moves on both sides is in doubt. A key that SCAN returns
 * twice counts twice.
 */
final class Comparison {
  /** More of them waiting would be memory; they are looked at early then. */
  /** How often a sample may draw a key of the warm-up itself before it stays smaller. */
  private static final int OWN_KEYS_DRAWN = 20;

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
   * @param settleMillis longer than a write takes from one side to the other
   * @param progress is told after every script
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

  /** Every key of both sides. */
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
   * Keys at random, as many from one side as from the other; of database 0.
   *
   * @param keys in all; fewer where there are fewer
   */
  PeerComparison sample(long keys) throws InterruptedException {
    select(0);
    // of a few large keys each would be read again and again
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

  /** What is done with the keys of a page. */
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
      // a page may hold more than was asked for
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

  /** What is there as well has been compared already. */
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
