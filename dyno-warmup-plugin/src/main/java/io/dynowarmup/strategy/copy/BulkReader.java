// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Dumps;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.sync.digest.TimedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the keys of one database of the source. One script reads the values of keys whose names are
 * known, and the names of the next ones.
 */
final class BulkReader {
  private static final String START = "0";

  private final RedisPair sides;
  private final Dumps dumps = new Dumps();

  /** Names that were scanned and whose values were not requested yet. */
  private List<byte[]> names = new ArrayList<>();

  /** The next page; empty after the last one. */
  private Optional<String> cursor = Optional.of(START);

  private List<byte[]> requested;
  private long sentNanos;
  private Supplier<TimedResult<Dumps.Answer>> outstanding;

  BulkReader(RedisPair sides) {
    this.sides = sides;
  }

  /** Returns whether all keys were read. */
  boolean over() {
    return names.isEmpty() && !cursor.isPresent() && outstanding == null;
  }

  /** Returns whether an answer is outstanding. */
  boolean asked() {
    return outstanding != null;
  }

  /** Requests the next values, unless an answer is outstanding or nothing is left. */
  void ask() {
    if (outstanding != null || over()) {
      return;
    }
    Throttle throttle = sides.throttle();
    int batch = throttle.batch(Work.DIGEST);
    int most = Math.min(batch, names.size());
    requested = names.subList(0, most);
    names = names.subList(most, names.size());
    Optional<String> page = names.size() < batch ? cursor : Optional.empty();
    throttle.sends(requested);
    sentNanos = throttle.ticker().nanos();
    outstanding = dumps.later(sides.there(), requested, page, batch);
  }

  /** Waits for the requested values; as long as the throttle wants before the next request. */
  Read answer() throws InterruptedException {
    Supplier<TimedResult<Dumps.Answer>> later = outstanding;
    outstanding = null;
    Dumps.Answer answer =
        sides.throttle().timed(Work.DIGEST, sentNanos, later, found -> found.values().size());
    int read = answer.values().size();
    List<byte[]> unread = requested.subList(read, requested.size());
    if (!unread.isEmpty() || !answer.page().keys().isEmpty()) {
      List<byte[]> next = new ArrayList<>(unread);
      next.addAll(names);
      for (byte[] name : answer.page().keys()) {
        if (sides.concerns(name)) {
          next.add(name);
        }
      }
      names = next;
    }
    if (!answer.page().cursor().isEmpty()) {
      cursor = Optional.of(answer.page().cursor()).filter(c -> !START.equals(c));
    }
    return new Read(requested.subList(0, read), answer.values(), sides.there().sentNanos());
  }

  /** Returns a text that changes with each page. */
  @Override
  public String toString() {
    return cursor.orElse("end") + " " + names.size();
  }

  /** Keys and their values; a value is empty for a large key. */
  static final class Read {
    private final List<byte[]> keys;
    private final List<Optional<Payload>> values;
    private final long nanos;

    Read(List<byte[]> keys, List<Optional<Payload>> values, long nanos) {
      this.keys = keys;
      this.values = values;
      this.nanos = nanos;
    }

    List<byte[]> keys() {
      return keys;
    }

    List<Optional<Payload>> values() {
      return values;
    }

    /** Returns when they were requested. */
    long nanos() {
      return nanos;
    }
  }
}
