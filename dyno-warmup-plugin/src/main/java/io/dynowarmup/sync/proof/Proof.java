// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Compares this node with its source while both are written to: the number of keys and a sample of
 * them. It probes keys that differ again until they are equal or the limit has passed. It reads at
 * most {@code 2 x each} keys at the source, and again those that differed.
 */
public final class Proof {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;
  private static final int LEAST_PROBES = 2;

  private final RedisNode local;
  private final RedisNode source;
  private final Throttle throttle;
  private final Sides sides;
  private final NameLookup names;
  private Sample sample;
  private boolean sampled;
  private Predicate<RedisInfo> ownKeysAllowed = info -> false;
  private LongSupplier clockAhead = () -> 0;
  private boolean ownKeys;
  private Evictions evictions = Evictions.NONE;
  private double secondsOnTheWay = ProofRules.secondsOnTheWay(OptionalLong.empty());
  private RedisInfo here;
  private RedisInfo there;
  private final ChangeRate changes = new ChangeRate();
  private Optional<Predicate<byte[]>> part = Optional.empty();
  private long namesMillis;
  private Optional<PartNames> allNames = Optional.empty();
  private Optional<String> note = Optional.empty();
  private Optional<String> unanswered = Optional.empty();

  /** Provides the keys of both sides; a connection is opened on first use. */
  public interface Sides {
    /** Returns the keys of the local Redis. */
    RedisData localData();

    /** Returns the keys of the source. */
    RedisData sourceData();

    /** Returns the keys of the source, within its limit of commands per second. */
    RedisData limitedSourceData();
  }

  public Proof(RedisNode local, RedisNode source, Sides sides, Throttle throttle) {
    this.local = local;
    this.source = source;
    this.sides = sides;
    this.throttle = throttle;
    this.names = new NameLookup(local, source, throttle);
  }

  /**
   * Sets when a key that only this node has does not count as a difference.
   *
   * @param source whether this INFO of the source allows such keys: the source has evicted keys, or
   *     this node keeps keys that it took while it was cold
   */
  public Proof ownKeysAllowed(Predicate<RedisInfo> source) {
    ownKeysAllowed = source;
    return this;
  }

  /**
   * Sets how long a write takes to this node.
   *
   * @param millis the longest measured time from a peer through the source; empty if not measured
   */
  public Proof writesTake(OptionalLong millis) {
    secondsOnTheWay = ProofRules.secondsOnTheWay(millis);
    return this;
  }

  /** Sets how far the source's clock is ahead, in milliseconds; see {@link Sample#clockAhead}. */
  public Proof clockAhead(LongSupplier millis) {
    clockAhead = millis;
    return this;
  }

  /**
   * Returns whether both sides are caches that evict alike. A key that this node has evicted is
   * then no difference.
   */
  public boolean evictAlike() {
    return evictions != Evictions.NONE;
  }

  /**
   * Disables the comparison of values.
   *
   * @param why why no values can be compared; empty if they can
   */
  public Proof withoutSample(Optional<String> why) {
    note = why.map(Proof::notSampled);
    return this;
  }

  /**
   * Limits the comparison to a part of the keys. Their names are compared then instead of their
   * number.
   *
   * @param keys the part; empty for all keys
   * @param millis how long names are compared; 0 if only the sample decides
   */
  public Proof within(Optional<Predicate<byte[]>> keys, long millis) {
    part = keys;
    namesMillis = millis;
    names.within(keys);
    return this;
  }

  /**
   * Compares both sides. If the first count and the first sample agree, it asks for no second
   * count.
   *
   * @param now INFO of the source from this moment, with the number of keys
   * @param each number of keys to sample from each side
   * @param limit time limit; some keys are compared in any case
   * @param lost computes from INFO of the source how many keys it has lost since it was chosen; 0
   *     if traffic explains the loss
   * @throws WarmupException if a side does not answer
   */
  public ProofReport take(RedisInfo now, int each, Deadline limit, ToLongFunction<RedisInfo> lost)
      throws InterruptedException {
    count(now);
    evictions = Evictions.of(here, there);
    ownKeys = ownKeysAllowed.test(there);
    if (!note.isPresent()) {
      try {
        sample(each, limit);
        sampled = true;
      } catch (WarmupException e) {
        note = Optional.of(notSampled(e.getMessage()));
        // A user that may not run scripts need not have access to all keys.
        if (!e.reason().isRejected()) {
          names.lookUp(each, limit, wayMillis(), ownKeys, evictions);
        }
      } catch (UnsupportedOperationException e) {
        note = Optional.of(notSampled(e.getMessage()));
      }
    }
    if (!settled()) {
      count();
    }
    // The last write to a key needs its time to the other side, too.
    Deadline rest = Deadline.after(throttle.ticker(), limit.leftMillis() + wayMillis());
    long pause = FIRST_PAUSE_MILLIS;
    // Two more probes tell a difference from a write on its way, even after a slow first probe.
    for (int probes = 0; mayContinue(limit, rest, probes) && !settled(); probes++) {
      throttle.waitMillis(limit.passed() ? pause : Math.min(pause, limit.leftMillis() + 1));
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
      compareAgain();
      count();
    }
    note = note.isPresent() ? note : unanswered;
    if (part.isPresent() && sampled && namesMillis > 0) {
      PartNames all = new PartNames(pair().within(part), ownKeys);
      all.compare(Deadline.after(throttle.ticker(), namesMillis), wayMillis());
      allNames = Optional.of(all);
    }
    return report(lost.applyAsLong(there));
  }

  private static String notSampled(String why) {
    return "no values were compared: " + why;
  }

  private boolean mayContinue(Deadline limit, Deadline rest, int probes) {
    boolean restless = !note.isPresent() && sample.restless() && !rest.passed();
    return !throttle.cancelled() && (!limit.passed() || probes < LEAST_PROBES || restless);
  }

  private long wayMillis() {
    return (long) (1_000 * secondsOnTheWay);
  }

  /** A probe that is not answered is repeated; what was sampled before stays. */
  private void compareAgain() throws InterruptedException {
    try {
      if (!note.isPresent()) {
        sample.compareAgain();
      }
      unanswered = Optional.empty();
    } catch (WarmupException e) {
      unanswered = Optional.of("the keys that differed were not compared again: " + e.getMessage());
    }
  }

  private boolean settled() {
    return (note.isPresent() || sample.settled()) && apart() == 0;
  }

  private void count() {
    count(source.info());
  }

  private void count(RedisInfo ofSource) {
    there = ofSource;
    here = local.info();
    throttle.updateLoad(there);
    changes.add(there, throttle.ticker().nanos());
  }

  private long apart() {
    if (part.isPresent()) {
      return allNames.map(names -> ProofRules.apart(names, evictions)).orElse(0L);
    }
    return ProofRules.apart(here, there, changes.perSecond() * secondsOnTheWay, ownKeys, evictions);
  }

  private RedisPair pair() {
    return new RedisPair(sides.localData(), sides.sourceData(), throttle);
  }

  /** Samples each database in proportion to its share of all keys. */
  private void sample(int each, Deadline limit) throws InterruptedException {
    sample =
        new Sample(pair(), sides.limitedSourceData(), ownKeys, evictions, wayMillis() * 1_000_000)
            .clockAhead(clockAhead)
            .within(part);
    Map<Integer, Long> databases = new LinkedHashMap<>();
    there.keysByDatabase().forEach((db, keys) -> databases.merge(db, keys, Math::max));
    here.keysByDatabase().forEach((db, keys) -> databases.merge(db, keys, Math::max));
    long all = databases.values().stream().mapToLong(Long::longValue).sum();
    for (Map.Entry<Integer, Long> db : databases.entrySet()) {
      long some = Math.min(db.getValue(), Math.max(1, each * db.getValue() / Math.max(1, all)));
      sample.take(db.getKey(), (int) Math.min(each, some), limit);
    }
  }

  /** Returns the note, with the reason why keys may be missing on either side. */
  private String notes() {
    List<String> notes = new ArrayList<>();
    note.ifPresent(notes::add);
    if (part.isPresent() && !allNames.isPresent()) {
      notes.add("numbers of keys estimated, because the source holds those of other nodes, too");
    }
    allNames.flatMap(PartNames::note).ifPresent(notes::add);
    if (evictAlike()) {
      notes.add("both sides evict keys (" + TwinCache.policy(here) + ", same maxmemory)");
    }
    return String.join("; ", notes);
  }

  /** Returns the number of keys on one side, estimated if only a part of them counts. */
  private long ofPart(boolean onThisNode) {
    long keys = (onThisNode ? here : there).keys();
    if (!part.isPresent() || !sampled) {
      return keys;
    }
    return onThisNode ? sample.keysHere(keys) : sample.keysThere(keys);
  }

  private ProofReport report(long lost) {
    ProofReport.Builder report =
        new ProofReport.Builder()
            .keysHere(allNames.map(PartNames::here).orElseGet(() -> ofPart(true)))
            .keysThere(allNames.map(PartNames::there).orElseGet(() -> ofPart(false)))
            .apart(apart())
            .lost(lost)
            .note(notes());
    return !sampled
        ? names.addTo(report).build()
        : report
            .sampled(sample.sampled())
            .equal(sample.equal())
            .different(sample.different())
            .missing(sample.missing())
            .absentHere(sample.absentHere())
            .inMotion(sample.inMotion())
            .sizeOnly(sample.sizeOnly())
            .unanswered(unanswered.isPresent())
            .build();
  }
}
