// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.Digests;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.KeyState;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.sync.digest.TimedResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds both Redis servers, always in the same database, and reads from the source within its
 * throttle.
 */
public final class RedisPair {
  /** The prefix of our own keys. They are never copied between the sides. */
  public static final String OWN_KEYS = OwnKeys.PREFIX;

  /** No client reads from this node meanwhile. */
  private static final int PAGE_HERE = 500;

  private final RedisData here;
  private final RedisData there;
  private final Throttle throttle;
  private final Fingerprints prints = new Fingerprints();
  private final Digests digests = new Digests();
  private final LeftOut leftOut = new LeftOut();
  private int database;

  public RedisPair(RedisData here, RedisData there, Throttle throttle) {
    this.here = here;
    this.there = there;
    this.throttle = throttle;
  }

  public RedisData here() {
    return here;
  }

  public RedisData there() {
    return there;
  }

  public Throttle throttle() {
    return throttle;
  }

  public Fingerprints prints() {
    return prints;
  }

  public int database() {
    return database;
  }

  public void select(int db) {
    here.select(db);
    there.select(db);
    database = db;
  }

  /** Removes the copy of a large key that a killed process left here. */
  public void removeLeftovers() {
    for (int db : here.databases()) {
      here.select(db);
      here.remove(Collections.singletonList(ChunkedCopy.COPY));
    }
    here.select(database);
  }

  /**
   * Returns the databases that hold keys on either side. A database that this node does not have is
   * recorded in {@link LeftOut} instead.
   */
  public Set<Integer> databases() {
    Set<Integer> both = new TreeSet<>(here.databases());
    for (int db : there.databases()) {
      if (both.contains(db) || has(db)) {
        both.add(db);
      } else {
        there.select(db);
        leftOut.database(db, there.size());
        there.select(database);
      }
    }
    return both;
  }

  private boolean has(int db) {
    try {
      here.select(db);
      here.select(database);
      return true;
    } catch (WarmupException e) {
      if (e.reason() != Reason.REDIS_ERROR || !e.getMessage().contains("out of range")) {
        throw e;
      }
      return false;
    }
  }

  /** Returns what this node cannot store. */
  public LeftOut leftOut() {
    return leftOut;
  }

  public Fingerprints.Page scanThere(String cursor) throws InterruptedException {
    int most = throttle.batch(Work.DIGEST);
    return throttle.timed(
        Work.DIGEST, () -> prints.scan(there, cursor, most, OWN_KEYS), page -> page.keys().size());
  }

  /** Scans this node; the page contains names only. */
  public RedisData.Page scanHere(String cursor) {
    RedisData.Page page = here.scan(cursor, PAGE_HERE);
    List<byte[]> keys = new ArrayList<>(page.keys().size());
    for (byte[] key : page.keys()) {
      if (!OwnKeys.contain(key)) {
        keys.add(key);
      }
    }
    return new RedisData.Page(page.cursor(), keys);
  }

  /** Checks that the keys of both servers can be listed. */
  public void tryScans() {
    prints.scan(there, "0", 1, OWN_KEYS);
    here.scan("0", 1);
  }

  public List<Fingerprint> printsHere(List<byte[]> keys) {
    return prints.of(here, keys).value();
  }

  /**
   * Requests fingerprints from this node without waiting for the answer; see {@link
   * RedisData#evalLater}.
   */
  Supplier<List<Fingerprint>> printsHereLater(List<byte[]> keys) {
    Supplier<TimedResult<List<Fingerprint>>> later = prints.ofLater(here, keys);
    return () -> later.get().value();
  }

  public List<Fingerprint> printsThere(List<byte[]> keys) throws InterruptedException {
    return inBatches(Work.DIGEST, keys, some -> prints.of(there, some));
  }

  private <T> List<T> inBatches(
      Work work, List<byte[]> keys, Function<List<byte[]>, TimedResult<List<T>>> question)
      throws InterruptedException {
    List<T> all = new ArrayList<>(keys.size());
    while (all.size() < keys.size()) {
      int end = Math.min(keys.size(), all.size() + throttle.batch(work));
      List<byte[]> some = keys.subList(all.size(), end);
      throttle.sends(some);
      all.addAll(throttle.timed(work, () -> question.apply(some), List::size));
    }
    return all;
  }

  /**
   * Returns only whether the keys exist at the source, which costs less than their fingerprints.
   */
  public List<Boolean> presentThere(List<byte[]> keys) throws InterruptedException {
    return inBatches(Work.PRESENCE, keys, some -> prints.present(there, some));
  }

  public KeyState stateHere(byte[] key) {
    return digests.of(here, Collections.singletonList(key)).get(0);
  }

  public KeyState stateThere(byte[] key) throws InterruptedException {
    return throttle.script(
        Work.DIGEST, 1, () -> digests.of(there, Collections.singletonList(key)).get(0));
  }

  /** Returns type, size and expiry of a key at the source, without a digest. */
  KeyState sizeThere(byte[] key) {
    return digests.sizes(there, Collections.singletonList(key)).get(0);
  }

  /**
   * Measures, at most once a second, the round-trip time to the source and whether the source is
   * slower than usual.
   */
  public void probe() throws InterruptedException {
    throttle.probe(there::size);
  }

  /** Returns the values of keys at the source; only for keys that are not large. */
  public List<Payload> fetch(List<byte[]> keys) throws InterruptedException {
    List<Payload> all = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += MOST_FETCHED) {
      List<Payload> some = there.dump(keys.subList(i, Math.min(keys.size(), i + MOST_FETCHED)));
      long bytes = 0;
      for (Payload payload : some) {
        bytes += payload.absent() ? 0 : payload.bytes().length;
      }
      all.addAll(some);
      throttle.fetched(bytes);
    }
    return all;
  }

  private static final int MOST_FETCHED = 20;
}
