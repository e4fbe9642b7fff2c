// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.WriteRefusal;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Writes records into a Redis that takes no other writes. It overwrites keys, so a record that is
 * loaded twice is harmless. It does not wait for the replies to a packet before the next one.
 */
final class RecordLoader {
  private static final int MOST_KEYS = 500;
  private static final long MOST_BYTES = 512 * 1024;

  private final RedisData here;
  private final KeyHash hash;
  private final HashRanges hashes;
  private final Ticker ticker;
  private final LoadCounts counts;
  private final LargeKeyLoader large;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<Payload> payloads = new ArrayList<>();
  private long bytes;
  private int database = -1;
  private Supplier<List<Optional<WarmupException>>> outstanding;
  private List<Long> sizes = new ArrayList<>();

  /**
   * Creates a loader.
   *
   * @param hashes the hashes whose keys are loaded; others are skipped
   */
  RecordLoader(RedisData here, KeyHash hash, HashRanges hashes, Ticker ticker, LoadCounts counts) {
    this.here = here;
    this.hash = hash;
    this.hashes = hashes;
    this.ticker = ticker;
    this.counts = counts;
    this.large = new LargeKeyLoader(here, ticker, counts);
  }

  void load(ChunkRecord record) {
    if (record.kind() == Kind.LIBRARY) {
      flush();
      finish();
      library(record);
    } else if (concerns(record.key())) {
      select(record.database());
      if (record.kind() == Kind.PIECE) {
        flush();
        finish();
        large.load(record);
      } else {
        add(record);
      }
    }
  }

  private boolean concerns(byte[] key) {
    OptionalLong of = hash.of(key);
    return of.isPresent() && hashes.contains(of.getAsLong()) && !OwnKeys.contain(key);
  }

  private void select(int wanted) {
    if (wanted != database) {
      flush();
      finish();
      here.select(wanted);
      database = wanted;
    }
  }

  private void add(ChunkRecord record) {
    long left = -1;
    if (record.expiryMillis() >= 0) {
      left = record.expiryMillis() - ticker.epochMillis();
      if (left <= 0) {
        counts.skipped();
        return;
      }
    }
    keys.add(record.key());
    payloads.add(
        record.kind() == Kind.STRING
            ? Payload.string(record.value(), left)
            : new Payload(record.value(), left));
    bytes += record.bytes();
    if (keys.size() >= MOST_KEYS || bytes >= MOST_BYTES) {
      flush();
    }
  }

  private void flush() {
    if (keys.isEmpty()) {
      return;
    }
    finish();
    List<Long> of = new ArrayList<>(payloads.size());
    payloads.forEach(p -> of.add((long) p.bytes().length));
    outstanding =
        here.restoreLater(new ArrayList<>(keys), new ArrayList<>(payloads), ticker.nanos());
    sizes = of;
    keys.clear();
    payloads.clear();
    bytes = 0;
  }

  private void finish() {
    if (outstanding == null) {
      return;
    }
    Supplier<List<Optional<WarmupException>>> replies = outstanding;
    outstanding = null;
    List<Optional<WarmupException>> errors = replies.get();
    for (int i = 0; i < errors.size(); i++) {
      if (errors.get(i).isPresent()) {
        refused(errors.get(i).get());
      } else {
        counts.key(sizes.get(i));
      }
    }
  }

  /** Records a key that is refused; a refusal of every write ends the load. */
  private void refused(WarmupException e) {
    WriteRefusal.in(here.endpoint().toString(), e.getMessage())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    if (e.reason() != Reason.REDIS_ERROR) {
      throw e;
    }
    counts.refused("a key of database " + database + " was not loaded: " + e.getMessage());
  }

  private void library(ChunkRecord record) {
    try {
      here.loadLibrary(new String(record.value(), StandardCharsets.UTF_8));
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      String name = new String(record.key(), StandardCharsets.UTF_8);
      counts.refused("function library " + name + " was not loaded: " + e.getMessage());
    }
  }

  /** Sends what is left and waits for all replies. */
  void end() {
    flush();
    finish();
    large.end();
  }
}
