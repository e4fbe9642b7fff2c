// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.ProofReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.Deadline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * This node beside its source while both are written to: the number of keys, and a sample of them.
 * Looks again at what is not the same, until it is, or until the limit has passed. Reads at most
 * {@code 2 x each} keys at the source, once more those that differed.
 */
public final class Proof {
  private static final Pattern DATABASE = Pattern.compile("db(\\d{1,4})");
  private static final Pattern KEYS = Pattern.compile("keys=(\\d{1,18})\\b");
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final RedisNode local;
  private final RedisNode source;
  private final Throttle throttle;
  private final Sides sides;
  private Sample sample;
  private Predicate<RedisInfo> ownKeysAllowed = info -> false;
  private boolean ownKeys;
  private RedisInfo here;
  private RedisInfo there;
  private RedisInfo first;
  private long firstNanos;
  private double changesPerSecond;
  private String note = "";

  /** The keys of both sides; connected when they are first asked for. */
  public interface Sides {
    /** The local Redis' keys. */
    RedisData localData();

    /** The source's keys. */
    RedisData sourceData();
  }

  public Proof(RedisNode local, RedisNode source, Sides sides, Throttle throttle) {
    this.local = local;
    this.source = source;
    this.sides = sides;
    this.throttle = throttle;
  }

  /**
   * @param source whether, beside a source that answers so, a key that only this node has is no
   *     difference: the source has evicted keys, or this node keeps what it took while it was cold
   */
  public Proof ownKeysAllowed(Predicate<RedisInfo> source) {
    ownKeysAllowed = source;
    return this;
  }

  /**
   * @param why no keys can be sampled; empty when they can
   */
  public Proof withoutSample(String why) {
    note = why.isEmpty() ? "" : "no keys were sampled: " + why;
    return this;
  }

  /**
   * @param each keys from each side
   * @param limit of the looks after the first one
   * @param lost of a source that holds this: how many keys it has lost since it was chosen, 0 for
   *     what traffic explains
   * @throws WarmupException when a side does not answer
   */
  public ProofReport take(int each, Deadline limit, ToLongFunction<RedisInfo> lost)
      throws InterruptedException {
    count();
    ownKeys = ownKeysAllowed.test(there);
    try {
      if (note.isEmpty()) {
        sample(each);
      }
    } catch (WarmupException e) {
      // one that is gone does not tell the number of its keys either
      note = "no keys were sampled: " + e.getMessage();
    } catch (UnsupportedOperationException e) {
      note = "no keys were sampled: " + e.getMessage();
    }
    count();
    long pause = FIRST_PAUSE_MILLIS;
    while (!settled() && !limit.passed() && !throttle.cancelled()) {
      throttle.waitMillis(Math.min(pause, limit.leftMillis() + 1));
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
      lookAgain();
      count();
    }
    return report(lost.applyAsLong(there));
  }

  private void lookAgain() throws InterruptedException {
    try {
      if (note.isEmpty()) {
        sample.lookAgain();
      }
    } catch (WarmupException e) {
      note = "what differed was not looked at again: " + e.getMessage();
    }
  }

  private boolean settled() {
    return (!note.isEmpty() || sample.settled()) && apart() == 0;
  }

  private void count() {
    there = source.info();
    here = local.info();
    throttle.look(there);
    long now = throttle.ticker().nanos();
    if (first == null) {
      first = there;
      firstNanos = now;
    } else if (now > firstNanos) {
      double seconds = (now - firstNanos) / 1e9;
      changesPerSecond = Math.max(changesPerSecond, changes(there) / seconds);
    }
  }

  /** Since the first look. */
  private long changes(RedisInfo now) {
    long dirty = now.getLong("rdb_changes_since_last_save", -1);
    long before = first.getLong("rdb_changes_since_last_save", -1);
    // a snapshot makes it begin at 0 again
    return dirty < 0 ? now.getLong("instantaneous_ops_per_sec", 0) : Math.max(0, dirty - before);
  }

  private long apart() {
    return ProofRules.apart(here, there, changesPerSecond, ownKeys);
  }

  /** From each database as many as it has of all keys. */
  private void sample(int each) throws InterruptedException {
    sample = new Sample(sides.localData(), sides.sourceData(), throttle, ownKeys);
    Map<Integer, Long> databases = new LinkedHashMap<>();
    add(databases, there);
    add(databases, here);
    long all = databases.values().stream().mapToLong(Long::longValue).sum();
    for (Map.Entry<Integer, Long> db : databases.entrySet()) {
      long some = Math.min(db.getValue(), Math.max(1, each * db.getValue() / Math.max(1, all)));
      sample.take(db.getKey(), (int) Math.min(each, some));
    }
  }

  private static void add(Map<Integer, Long> databases, RedisInfo info) {
    for (Map.Entry<String, String> field : info.fields().entrySet()) {
      Matcher database = DATABASE.matcher(field.getKey());
      Matcher keys = KEYS.matcher(field.getValue());
      if (database.matches() && keys.lookingAt()) {
        databases.merge(Integer.valueOf(database.group(1)), Long.valueOf(keys.group(1)), Math::max);
      }
    }
  }

  private ProofReport report(long lost) {
    ProofReport.Builder report =
        new ProofReport.Builder()
            .keys(here.keys(), there.keys())
            .apart(apart())
            .lost(lost)
            .note(note);
    return note.isEmpty()
        ? report
            .sample(sample.sampled(), sample.equal(), sample.different(), sample.inMotion())
            .sizeOnly(sample.sizeOnly())
            .build()
        : report.build();
  }
}
