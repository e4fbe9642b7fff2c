// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.CompareAndSet;
import io.dynowarmup.sync.digest.CopiedVersions;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.KeyShape;
import io.dynowarmup.sync.digest.LargeKeys;
import io.dynowarmup.sync.digest.Swap;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.sync.digest.TimedResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Holds both Redis servers, always in the same database, and reads from the source within its
 * throttle.
 */
public final class RedisPair {
  /** The prefix of our own keys. They are never copied between the sides. */
  public static final String OWN_KEYS = OwnKeys.PREFIX;

  /** The name of a copy of a large key while it is made. */
  static final byte[] COPY = (OWN_KEYS + "copy").getBytes(StandardCharsets.US_ASCII);

  private static final int PAGE_HERE = 500;

  private final RedisData here;
  private final RedisData there;
  private final Throttle throttle;
  private final Fingerprints prints = new Fingerprints();
  private final LargeKeys largeKeys = new LargeKeys();
  private final CompareAndSet compareAndSet;
  private final LeftOut leftOut = new LeftOut();
  private final CopiedVersions copied = new CopiedVersions();
  private final SourceReads source;
  private PartOfKeys part = new PartOfKeys(Optional.empty());
  private int database;

  public RedisPair(RedisData here, RedisData there, Throttle throttle) {
    this.here = here;
    this.there = there;
    this.throttle = throttle;
    this.compareAndSet = new CompareAndSet(throttle.ticker());
    this.source = new SourceReads(there, throttle, prints);
  }

  /**
   * Limits what is copied and compared to a part of the keys. Both sides may hold others, which are
   * left alone.
   *
   * @param keys the part; empty for all keys
   */
  public RedisPair within(Optional<Predicate<byte[]>> keys) {
    part = new PartOfKeys(keys);
    source.within(part);
    return this;
  }

  /** Returns whether this key is copied and compared. */
  public boolean concerns(byte[] key) {
    return part.holds(key);
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
      dropCopy();
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

  /**
   * Returns whether a key of the selected database is equal on both sides, as far as is known. A
   * key whose fingerprints do not decide is equal if the source still holds what was copied.
   */
  public boolean same(byte[] key, Fingerprint onThisNode, Fingerprint atSource) {
    return onThisNode.same(atSource)
        || onThisNode.undecided(atSource) && copied.contains(database, key, atSource);
  }

  /** Records that a key of the selected database was replaced by what the source held. */
  void copied(Mismatch mismatch) {
    copied.copied(database, mismatch.key(), mismatch.here(), mismatch.there());
  }

  /** Returns what this node cannot store. */
  public LeftOut leftOut() {
    return leftOut;
  }

  /** Scans the source; the page contains the names and fingerprints of keys. */
  public Fingerprints.Page scanThere(String cursor) throws InterruptedException {
    return source.scan(cursor);
  }

  /** Scans the source; the page contains names only. */
  public RedisData.Page namesThere(String cursor) throws InterruptedException {
    return source.names(cursor);
  }

  /** Scans this node; the page contains names only. */
  public RedisData.Page scanHere(String cursor) {
    throttle.sendsHere(Collections.emptyList());
    RedisData.Page page = here.scan(cursor, batchHere(Work.PRESENCE));
    return new RedisData.Page(page.cursor(), part.of(page.keys()));
  }

  /** Returns the number of keys for the next command to this node. */
  int batchHere(Work work) {
    return throttle.busyHere() ? throttle.batch(work) : PAGE_HERE;
  }

  /** Checks that the keys of both servers can be listed. */
  public void tryScans() {
    source.tryScan();
    here.scan("0", 1);
  }

  public List<Fingerprint> printsHere(List<byte[]> keys) {
    List<Fingerprint> all = new ArrayList<>(keys.size());
    while (all.size() < keys.size()) {
      int end = Math.min(keys.size(), all.size() + batchHere(Work.DIGEST));
      List<byte[]> some = keys.subList(all.size(), end);
      throttle.sendsHere(some);
      all.addAll(prints.of(here, some).value());
    }
    return all;
  }

  /**
   * Requests fingerprints from this node without waiting for the answer; see {@link
   * RedisData#evalLater}.
   */
  Supplier<List<Fingerprint>> printsHereLater(List<byte[]> keys) {
    throttle.sendsHere(keys);
    Supplier<TimedResult<List<Fingerprint>>> later = prints.ofLater(here, keys);
    return () -> later.get().value();
  }

  public List<Fingerprint> printsThere(List<byte[]> keys) throws InterruptedException {
    return source.prints(keys);
  }

  /**
   * Returns only whether the keys exist at the source, which costs less than their fingerprints.
   */
  public List<Boolean> presentThere(List<byte[]> keys) throws InterruptedException {
    return source.present(keys);
  }

  /** Returns the complete fingerprint of a large key here; see {@link LargeKeys#print}. */
  public Fingerprint chunkedHere(byte[] key) {
    return largeKeys.print(here, key);
  }

  /** Returns the complete fingerprint of a large key at the source; see {@link LargeKeys#print}. */
  public Fingerprint chunkedThere(byte[] key) throws InterruptedException {
    return throttle.script(Work.DIGEST, 1, () -> largeKeys.print(there, key));
  }

  public KeyShape shapeHere(byte[] key) {
    return largeKeys.shape(here, key);
  }

  public KeyShape shapeThere(byte[] key) {
    return largeKeys.shape(there, key);
  }

  /**
   * Replaces keys of this node that are unchanged. Keys that it cannot store are recorded in {@link
   * LeftOut}.
   *
   * @return one result for each replacement
   */
  public List<CompareAndSet.Result> swap(List<Swap> swaps) {
    return compareAndSet.run(here, swaps, (swap, why) -> leftOut.key(database, swap.key(), why));
  }

  /**
   * Creates {@link #COPY}.
   *
   * @return false if a key with that name exists, which is then not ours
   */
  boolean createCopy(Payload payload) {
    long now = throttle.ticker().nanos();
    return compareAndSet.run(here, new Swap(COPY, Fingerprint.ABSENT, now, payload));
  }

  /** Removes {@link #COPY}, including one that an interrupted process left. */
  void dropCopy() {
    here.remove(Collections.singletonList(COPY));
  }

  /**
   * Measures, at most once a second, the round-trip time to the source and whether the source is
   * slower than usual.
   */
  public void probe() throws InterruptedException {
    throttle.probe(there::size);
  }

  /**
   * Returns the values of the first keys at the source: of all, unless they are many bytes, and of
   * at least one. Only for keys that are not large.
   */
  public List<Payload> fetch(List<byte[]> keys) throws InterruptedException {
    return source.values(keys);
  }
}
