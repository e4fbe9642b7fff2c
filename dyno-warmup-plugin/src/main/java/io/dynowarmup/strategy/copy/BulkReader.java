// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Dumps;
import io.dynowarmup.sync.digest.Flight;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads the keys of one database of the source. One script reads the values of keys whose names are
 * known, and the names of the next ones. On a long round trip, several scripts are on their way at
 * the same time, and the names are read ahead by scripts of their own.
 */
final class BulkReader {
  private static final String START = "0";

  /** How many names are read ahead on a long round trip. */
  private static final int FAR_NAMES = 4_000;

  private final RedisPair sides;
  private final Throttle throttle;
  private final Dumps dumps = new Dumps();
  private final Flight<Dumps.Answer> flight;

  /** The keys whose values were requested, for each script of the flight. */
  private final Deque<List<byte[]>> requested = new ArrayDeque<>();

  /** Names that were scanned and whose values were not requested yet. */
  private List<byte[]> names = new ArrayList<>();

  /** The next page; empty after the last one, and while one is requested. */
  private Optional<String> cursor = Optional.of(START);

  BulkReader(RedisPair sides) {
    this.sides = sides;
    this.throttle = sides.throttle();
    this.flight = new Flight<>(throttle);
  }

  /** Returns whether all keys were read. */
  boolean over() {
    return names.isEmpty() && !cursor.isPresent() && flight.isEmpty();
  }

  /** Returns whether an answer is outstanding. */
  boolean asked() {
    return !flight.isEmpty();
  }

  /** Requests the next values and names, as many as may be outstanding. */
  void ask() throws InterruptedException {
    while (askedMore()) {
      // until there is no room or nothing is left
    }
  }

  private boolean askedMore() throws InterruptedException {
    boolean far = throttle.far();
    int count = throttle.atOnce(Work.PRESENCE);
    if (far
        && cursor.isPresent()
        && names.size() < FAR_NAMES
        && flight.hasRoom(Work.PRESENCE, count)) {
      return send(Work.PRESENCE, Collections.emptyList(), true, count);
    }
    int batch = throttle.batch(Work.DIGEST);
    int most = Math.min(batch, names.size());
    boolean left = most > 0 || cursor.isPresent() && !far;
    if (!left || !flight.hasRoom(Work.DIGEST, most)) {
      return false;
    }
    List<byte[]> some = names.subList(0, most);
    names = names.subList(most, names.size());
    return send(Work.DIGEST, some, !far && names.size() < batch, batch);
  }

  /**
   * Sends a script.
   *
   * @param paged whether it also reads a page of names, if there is one
   * @param count COUNT of the page
   */
  private boolean send(Work work, List<byte[]> some, boolean paged, int count)
      throws InterruptedException {
    Optional<String> page = paged ? cursor : Optional.empty();
    if (paged) {
      cursor = Optional.empty();
    }
    flight.send(
        work,
        some,
        work == Work.DIGEST ? some.size() : count,
        () -> dumps.later(sides.there(), some, page, count));
    requested.add(some);
    return true;
  }

  /** Waits for the oldest answer; as long as the throttle wants before the next request. */
  Read answer() throws InterruptedException {
    List<byte[]> wanted = requested.remove();
    Dumps.Answer answer = flight.next(found -> found.values().size());
    int read = answer.values().size();
    flight.received(read, answer.bytes());
    List<byte[]> unread = wanted.subList(read, wanted.size());
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
    return new Read(wanted.subList(0, read), answer.values(), answer.sentNanos());
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
