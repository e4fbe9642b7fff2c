// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.WriteRefusal;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Dumps;
import io.dynowarmup.sync.digest.Throttle.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Copies the keys of the source page by page and overwrites those that are here. Only for a node
 * that takes no writes. Large keys, and keys that the local Redis refuses, are added to the {@link
 * ChangedKeys} instead.
 */
final class BulkCopy {
  private static final String START = "0";

  private final RedisPair sides;
  private final ChangedKeys changed;
  private final Dumps dumps = new Dumps();
  private final Iterator<Integer> databases;
  private String cursor = "";
  private boolean over;
  private long keys;
  private long bytes;

  /** Creates a copy; keys that change from now on may be copied in their old or new state. */
  BulkCopy(RedisPair sides, ChangedKeys changed) {
    this.sides = sides;
    this.changed = changed;
    this.databases = sides.databases().iterator();
  }

  /** Copies one page. */
  void step() throws InterruptedException {
    if (cursor.isEmpty()) {
      if (!databases.hasNext()) {
        over = true;
        return;
      }
      sides.select(databases.next());
      cursor = START;
    }
    sides.throttle().sends(Collections.emptyList());
    RedisData.Page page = sides.there().scan(cursor, sides.throttle().batch(Work.DIGEST));
    List<byte[]> names = new ArrayList<>(page.keys());
    names.removeIf(OwnKeys::contain);
    while (!names.isEmpty() && !sides.throttle().cancelled()) {
      names = names.subList(copied(names), names.size());
    }
    if (names.isEmpty()) {
      cursor = START.equals(page.cursor()) ? "" : page.cursor();
    }
  }

  /** Copies the first keys and returns how many. */
  private int copied(List<byte[]> names) throws InterruptedException {
    sides.throttle().sends(names);
    List<Optional<Payload>> values =
        sides.throttle().timed(Work.DIGEST, () -> dumps.of(sides.there(), names), List::size);
    List<byte[]> some = new ArrayList<>();
    List<Payload> payloads = new ArrayList<>();
    long size = 0;
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isPresent()) {
        changed.add(sides.database(), names.get(i));
      } else if (!values.get(i).get().absent()) {
        some.add(names.get(i));
        payloads.add(values.get(i).get());
        size += values.get(i).get().bytes().length;
      }
    }
    restore(some, payloads);
    keys += some.size();
    bytes += size;
    sides.throttle().fetched(size);
    return values.size();
  }

  private void restore(List<byte[]> some, List<Payload> payloads) {
    if (some.isEmpty()) {
      return;
    }
    List<Optional<WarmupException>> errors = sides.here().restore(some, payloads);
    for (int i = 0; i < errors.size(); i++) {
      if (errors.get(i).isPresent()) {
        checkRefusal(errors.get(i).get());
        changed.add(sides.database(), some.get(i));
      }
    }
  }

  /** Throws if the local Redis refuses more than this key. */
  private void checkRefusal(WarmupException error) {
    WriteRefusal.in(sides.here().endpoint().toString(), error.getMessage())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    if (error.reason() == Reason.READONLY || error.reason() == Reason.NOPERM) {
      throw error;
    }
  }

  /** Returns whether every key that the source held from the beginning to the end was copied. */
  boolean over() {
    return over;
  }

  /** Returns a text that changes with each page. */
  String place() {
    return sides.database() + " " + cursor + " " + keys;
  }

  /** Returns how many keys were copied; a key that SCAN returns twice counts twice. */
  long keys() {
    return keys;
  }

  /** Returns the bytes of the values that were copied. */
  long bytes() {
    return bytes;
  }
}
