// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyChunks;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * Copies keys that are too large for one DUMP. It builds the copy in chunks under a name of its
 * own. It then puts the copy into place in one step, if the key here is unchanged and the key at
 * the source did not change meanwhile.
 */
final class ChunkedCopy {
  /**
   * The largest stream to copy with one DUMP. This size takes about 3 ms (25 MB took 14 to 19 ms).
   */
  static final long WHOLE_BYTES = 4 * 1024 * 1024;

  private static final int MOST_TRIES = 20;

  private final RedisPair sides;
  private final KeyChunks chunks = new KeyChunks();

  ChunkedCopy(RedisPair sides) {
    this.sides = sides;
  }

  /**
   * Copies a key from the source. A key that this node cannot store is recorded in {@link LeftOut}.
   *
   * @return bytes that were read; empty if the key was not moved
   */
  OptionalLong move(Mismatch mismatch) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return moveOnce(mismatch);
      } catch (WarmupException e) {
        // It is unknown whether the last chunk was written, so the copy starts again.
        if (!e.reason().isTransient() || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private OptionalLong moveOnce(Mismatch mismatch) throws InterruptedException {
    Fingerprint first = sides.chunkedThere(mismatch.key());
    if (first.absent()) {
      return OptionalLong.empty();
    }
    if (!KeyChunks.TYPES.contains(first.type())) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT, "Keys of type " + first.type() + " cannot be copied in chunks");
    }
    try {
      OptionalLong bytes = copy(mismatch.key(), first.type());
      if (!bytes.isPresent()) {
        return bytes;
      }
      Fingerprint second = sides.chunkedThere(mismatch.key());
      // A Redis that is short of memory may evict the copy.
      sides.here().watch(RedisPair.COPY);
      if (!second.sameContent(first) || !sides.chunkedHere(RedisPair.COPY).sameContent(second)) {
        sides.here().unwatch();
        return OptionalLong.empty();
      }
      byte[] key = mismatch.key();
      List<byte[]> rename = AtomicCopy.command("RENAME", RedisPair.COPY, key);
      List<byte[]> expiry =
          second.pttl() < 0
              ? AtomicCopy.command("PERSIST", key)
              : AtomicCopy.command("PEXPIRE", key, second.pttl());
      return place(mismatch, Arrays.asList(rename, expiry)) ? bytes : OptionalLong.empty();
    } finally {
      sides.dropCopy();
    }
  }

  /** Returns the bytes that were read; empty if this node cannot store the key. */
  private OptionalLong copy(byte[] key, String type) throws InterruptedException {
    sides.dropCopy();
    if (type.equals("stream")) {
      if (chunks.memory(sides.there(), key).orElse(Long.MAX_VALUE) <= WHOLE_BYTES) {
        return whole(key);
      }
    }
    long bytes = 0;
    String from = "";
    do {
      stopIfCancelled();
      KeyChunks.Chunk chunk = chunks.read(sides.there(), key, type, from);
      if (!stored(key, () -> chunks.write(sides.here(), RedisPair.COPY, type, chunk))) {
        return OptionalLong.empty();
      }
      sides.throttle().fetched(chunk.bytes());
      bytes += chunk.bytes();
      from = chunk.next();
    } while (!from.isEmpty());
    return OptionalLong.of(bytes);
  }

  private OptionalLong whole(byte[] key) throws InterruptedException {
    Payload payload = sides.fetch(Collections.singletonList(key)).get(0);
    return stored(key, () -> sides.createCopy(payload))
        ? OptionalLong.of(payload.absent() ? 0 : payload.bytes().length)
        : OptionalLong.empty();
  }

  /** Returns whether this node accepts a write of the copy; a reason of its own ends the run. */
  private boolean stored(byte[] key, Runnable write) {
    try {
      write.run();
      return true;
    } catch (WarmupException e) {
      if (e.reason() != Reason.REDIS_ERROR) {
        throw e;
      }
      sides.leftOut().key(sides.database(), key, e.getMessage());
      return false;
    }
  }

  private void stopIfCancelled() {
    if (sides.throttle().cancelled()) {
      throw new WarmupException(Reason.ABORTED, "asked to end");
    }
  }

  /** Removes a key that the source does not have. */
  boolean remove(Mismatch mismatch) {
    return place(mismatch, Collections.singletonList(AtomicCopy.command("UNLINK", mismatch.key())));
  }

  /** Runs the commands in one step if the key here is unchanged. */
  private boolean place(Mismatch mismatch, List<List<byte[]>> commands) {
    RedisData here = sides.here();
    here.watch(mismatch.key());
    if (!sides.chunkedHere(mismatch.key()).sameContent(mismatch.here())) {
      here.unwatch();
      return false;
    }
    return here.unlessTouched(commands);
  }
}
