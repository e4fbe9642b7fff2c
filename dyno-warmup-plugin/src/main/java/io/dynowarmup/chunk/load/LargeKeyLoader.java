// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.Piece;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.KeyChunks;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Assembles a large key under a reserved name, and renames it after the last piece. A key that
 * lacks a piece is not created.
 */
final class LargeKeyLoader {
  /** A copy that a killed process has left is removed by Redis after so long. */
  private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final String EXISTS = "return {tostring(redis.call('EXISTS', KEYS[1]))}";
  private static final String GONE =
      "a large key was not loaded: Redis has evicted its copy, or another client has removed it";

  private final RedisData here;
  private final Ticker ticker;
  private final LoadCounts counts;
  private final KeyChunks chunks = new KeyChunks();

  /** Several loaders may work on the same Redis. */
  private final byte[] copy = ascii(OwnKeys.PREFIX + "chunk:" + UUID.randomUUID());

  private byte[] key = new byte[0];
  private int next;
  private long bytes;
  private boolean begun;

  /** Whether a piece has created the copy. */
  private boolean exists;

  LargeKeyLoader(RedisData here, Ticker ticker, LoadCounts counts) {
    this.here = here;
    this.ticker = ticker;
    this.counts = counts;
  }

  /** Adds a piece; the database of the record is selected. */
  void load(ChunkRecord record) {
    Piece piece = parsed(record);
    if (piece.number() == 0) {
      drop();
      key = record.key();
      next = 0;
      bytes = 0;
      begun = true;
      exists = false;
    }
    if (!begun || piece.number() != next || !Arrays.equals(key, record.key())) {
      drop();
      return;
    }
    next++;
    bytes += record.value().length;
    if (piece.last()) {
      place(record.expiryMillis());
    } else {
      append(piece);
    }
  }

  private static Piece parsed(ChunkRecord record) {
    try {
      return Piece.of(record.value());
    } catch (IllegalArgumentException e) {
      throw new WarmupException(Reason.DAMAGED, "a chunk has a record with " + e.getMessage(), e);
    }
  }

  private void append(Piece piece) {
    if (piece.elements().isEmpty()) {
      return;
    }
    try {
      KeyChunks.Chunk chunk = KeyChunks.Chunk.of(piece.elements());
      boolean there = chunks.append(here, copy, piece.type(), chunk, exists, LONGEST_MILLIS);
      if (exists && !there) {
        counts.refused(GONE);
        drop();
      }
      // the fields of a hash may have expired since the dump
      exists = there;
    } catch (WarmupException e) {
      if (e.reason() != Reason.REDIS_ERROR) {
        throw e;
      }
      counts.refused("a large key was not loaded: " + e.getMessage());
      drop();
    }
  }

  private void place(long expiryMillis) {
    boolean expired = expiryMillis >= 0 && expiryMillis <= ticker.epochMillis();
    if (expired || !exists) {
      counts.skipped();
      drop();
      return;
    }
    begun = false;
    here.watch(copy);
    if (isGone()) {
      here.unwatch();
      counts.refused(GONE);
      return;
    }
    List<byte[]> rename = Arrays.asList(ascii("RENAME"), copy, key);
    List<byte[]> expiry =
        expiryMillis < 0
            ? Arrays.asList(ascii("PERSIST"), key)
            : Arrays.asList(ascii("PEXPIREAT"), key, ascii(Long.toString(expiryMillis)));
    if (here.unlessTouched(Arrays.asList(rename, expiry))) {
      counts.key(bytes);
    } else {
      counts.refused("a large key was not loaded: its copy was touched by another client");
    }
  }

  private boolean isGone() {
    List<byte[]> answer =
        here.eval(EXISTS, Collections.singletonList(copy), Collections.emptyList());
    return new String(answer.get(0), StandardCharsets.US_ASCII).equals("0");
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  private void drop() {
    if (begun) {
      here.remove(Collections.singletonList(copy));
      begun = false;
    }
  }

  /** Removes a key that lacks its last piece. */
  void end() {
    drop();
  }
}
