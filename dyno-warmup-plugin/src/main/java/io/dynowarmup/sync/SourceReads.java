// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.Dumps;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.Flight;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.sync.digest.TimedResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads names, fingerprints and values of the source's keys within the throttle. On a long round
 * trip, several requests are on their way at the same time.
 */
final class SourceReads {
  private static final int MOST_FETCHED = 20;

  /** About how many bytes of values are held at the same time. */
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private final RedisData there;
  private final Throttle throttle;
  private final Fingerprints prints;
  private final Dumps dumps = Dumps.forRestore();
  private PartOfKeys part = new PartOfKeys(Optional.empty());

  SourceReads(RedisData there, Throttle throttle, Fingerprints prints) {
    this.there = there;
    this.throttle = throttle;
    this.prints = prints;
  }

  void within(PartOfKeys keys) {
    part = keys;
  }

  /** Checks that keys can be listed. */
  void tryScan() {
    prints.scan(there, "0", 1, OwnKeys.PREFIX);
  }

  /** Scans one page. */
  Fingerprints.Page scan(String cursor) throws InterruptedException {
    if (part.isAll() && !throttle.far()) {
      int most = throttle.batch(Work.DIGEST);
      return throttle.timed(
          Work.DIGEST,
          () -> prints.scan(there, cursor, most, OwnKeys.PREFIX),
          page -> page.keys().size());
    }
    RedisData.Page page = names(cursor);
    return new Fingerprints.Page(page.cursor(), page.keys(), prints(page.keys()));
  }

  /** Scans one page; it contains names only. */
  RedisData.Page names(String cursor) throws InterruptedException {
    throttle.sends(Collections.emptyList());
    RedisData.Page page = throttle.far() ? farNames(cursor) : nearNames(cursor);
    return new RedisData.Page(page.cursor(), part.of(page.keys()));
  }

  private RedisData.Page nearNames(String cursor) throws InterruptedException {
    int most = throttle.batch(Work.PRESENCE);
    return throttle.script(Work.PRESENCE, most, () -> there.scan(cursor, most));
  }

  /** The script reports how long it ran, because the network time varies. */
  private RedisData.Page farNames(String cursor) throws InterruptedException {
    int most = throttle.atOnce(Work.PRESENCE);
    return throttle
        .timed(
            Work.PRESENCE,
            dumps.later(there, Collections.emptyList(), Optional.of(cursor), most),
            answer -> most)
        .page();
  }

  List<Fingerprint> prints(List<byte[]> keys) throws InterruptedException {
    return inBatches(Work.DIGEST, keys, some -> prints.ofLater(there, some));
  }

  List<Boolean> present(List<byte[]> keys) throws InterruptedException {
    return inBatches(Work.PRESENCE, keys, some -> prints.presentLater(there, some));
  }

  private <T> List<T> inBatches(
      Work work, List<byte[]> keys, Function<List<byte[]>, Supplier<TimedResult<List<T>>>> question)
      throws InterruptedException {
    List<T> all = new ArrayList<>(keys.size());
    Flight<List<T>> flight = new Flight<>(throttle);
    int at = 0;
    while (at < keys.size() || !flight.isEmpty()) {
      int count = Math.min(keys.size() - at, throttle.batch(work));
      if (count > 0 && flight.hasRoom(work, count)) {
        List<byte[]> some = keys.subList(at, at + count);
        flight.send(work, some, count, () -> question.apply(some));
        at += count;
      } else {
        all.addAll(flight.next(List::size));
      }
    }
    return all;
  }

  /** Returns the values of the first keys: of all, unless they are many bytes. */
  List<Payload> values(List<byte[]> keys) throws InterruptedException {
    return throttle.far() && keys.size() > 1 ? valuesAhead(keys) : dumped(keys);
  }

  private List<Payload> dumped(List<byte[]> keys) throws InterruptedException {
    List<Payload> all = new ArrayList<>();
    long bytes = 0;
    while (all.size() < keys.size() && bytes < MOST_BYTES) {
      int end = Math.min(keys.size(), all.size() + MOST_FETCHED);
      List<Payload> some = there.dump(keys.subList(all.size(), end));
      all.addAll(some);
      long size = some.stream().filter(p -> !p.absent()).mapToLong(p -> p.bytes().length).sum();
      throttle.fetched(size);
      bytes += size;
    }
    return all;
  }

  /** A key that has become large since its fingerprint was read ends the list before it. */
  private List<Payload> valuesAhead(List<byte[]> keys) throws InterruptedException {
    List<Payload> all = new ArrayList<>(keys.size());
    Flight<Dumps.Answer> flight = new Flight<>(throttle);
    int at = 0;
    long bytes = 0;
    boolean ends = false;
    while (at < keys.size() && !ends || !flight.isEmpty()) {
      int count = Math.min(keys.size() - at, throttle.batch(Work.DIGEST));
      if (count > 0 && !ends && bytes < MOST_BYTES && flight.hasRoom(Work.DIGEST, count)) {
        List<byte[]> some = keys.subList(at, at + count);
        flight.send(
            Work.DIGEST, some, count, () -> dumps.later(there, some, Optional.empty(), count));
        at += count;
      } else if (flight.isEmpty()) {
        break;
      } else {
        int asked = flight.keysOfNext();
        Dumps.Answer answer = flight.next(found -> found.values().size());
        if (!ends) {
          ends = !addTo(all, answer) || answer.values().size() < asked;
        }
        flight.received(answer.values().size(), answer.bytes());
        throttle.fetched(answer.bytes());
        bytes += answer.bytes();
      }
    }
    return all.isEmpty() ? dumped(keys.subList(0, 1)) : all;
  }

  private static boolean addTo(List<Payload> all, Dumps.Answer answer) {
    for (Optional<Payload> value : answer.values()) {
      if (!value.isPresent()) {
        return false;
      }
      all.add(value.get().readAt(answer.sentNanos()));
    }
    return true;
  }
}
