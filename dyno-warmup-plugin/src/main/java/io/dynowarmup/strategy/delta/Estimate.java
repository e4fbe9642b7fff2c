// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Estimates from random keys of the source how much a delta would move and how long it would take.
 * One instance makes one estimate.
 */
final class Estimate {
  private static final int KEYS = 500;
  private static final int BATCH = 50;

  /** This share of the remaining time may pass for the estimate: large keys can take long. */
  private static final int BUDGET_SHARE = 10;

  private static final double BYTES_OF_A_MEGABYTE = 1e6;
  private static final double NANOS_OF_A_MILLI = 1e6;
  private static final double NANOS_OF_A_SECOND = 1e9;

  /** The growth of the source is not measured in a shorter time. */
  private static final double LEAST_SECONDS = 0.1;

  /**
   * With more than this share of new keys, a delta takes several times as long, or does not end.
   */
  private static final double MOST_GROWTH = 0.5;

  private final RedisPair sides;
  private final Deadline budget;
  private long sampled;
  private long different;

  /** The keys that count for the speed of the comparison, and how long they took. */
  private long timed;

  private long nanos;

  /**
   * Creates an estimate.
   *
   * @param budget the remaining time for the delta
   */
  Estimate(RedisPair sides, Deadline budget) {
    this.sides = sides;
    this.budget = budget;
  }

  /**
   * Returns whether delta is the better choice. If most keys differ, one full sync of the data set
   * is faster. If there is not enough time to compare all keys, or if new keys come almost as fast
   * as keys are compared, some would never be compared.
   *
   * @param source INFO of the source, with its memory and its keys
   */
  Suitability of(RedisInfo source) throws InterruptedException {
    long sizeBefore = sides.there().size();
    long began = sides.throttle().ticker().nanos();
    sample();
    if (sampled == 0) {
      return Suitability.no("the source has no keys to compare with");
    }
    double seconds = (sides.throttle().ticker().nanos() - began) / NANOS_OF_A_SECOND;
    long gained = Math.max(0, sides.there().size() - sizeBefore);
    double growth = seconds < LEAST_SECONDS ? 0 : gained / seconds;
    double compared = nanos == 0 ? 0 : timed * NANOS_OF_A_SECOND / nanos;
    long millis =
        timed == 0 ? 0 : (long) (source.keys() * (double) nanos / timed / NANOS_OF_A_MILLI);
    String found = found(source, millis);
    if (compared > 0 && growth > compared * MOST_GROWTH) {
      return Suitability.no(
          String.format(
              "%s: the source gains %.0f keys per second, and %.0f can be compared",
              found, growth, compared));
    }
    if (millis > budget.leftMillis()) {
      return Suitability.no(
          found
              + ", but only "
              + TimeUnit.MILLISECONDS.toSeconds(budget.leftMillis())
              + " s are left (msec.bootstraptime)");
    }
    return different * 2 <= sampled ? Suitability.yes(found) : Suitability.no(found);
  }

  private void sample() throws InterruptedException {
    Deadline end = Deadline.after(sides.throttle().ticker(), budget.leftMillis() / BUDGET_SHARE);
    do {
      List<byte[]> keys = new ArrayList<>(sides.there().randomKeys(BATCH));
      keys.removeIf(OwnKeys::contain);
      if (keys.isEmpty()) {
        return;
      }
      List<Fingerprint> here = sides.printsHere(keys);
      long before = sides.throttle().ticker().nanos();
      List<Fingerprint> there = sides.printsThere(keys);
      if (sampled > 0) {
        // The first batch includes loading the script and opening the connection.
        timed += keys.size();
        nanos += sides.throttle().ticker().nanos() - before;
      }
      sampled += keys.size();
      for (int i = 0; i < keys.size(); i++) {
        // A large key is compared in chunks. Here it counts as equal if both sides have it.
        boolean large = here.get(i).eitherLarge(there.get(i));
        boolean undecided = here.get(i).undecided(there.get(i));
        different += large || undecided || here.get(i).same(there.get(i)) ? 0 : 1;
      }
    } while (sampled < KEYS && !end.passed());
  }

  private String found(RedisInfo source, long millis) {
    long bytes = source.getLong("used_memory_dataset", source.getLong("used_memory", 0));
    return String.format(
        "%d of %d sampled keys differ, about %.0f of %.0f MB of memory, in about %d s",
        different,
        sampled,
        bytes * (double) different / sampled / BYTES_OF_A_MEGABYTE,
        bytes / BYTES_OF_A_MEGABYTE,
        TimeUnit.MILLISECONDS.toSeconds(millis) + 1);
  }
}
