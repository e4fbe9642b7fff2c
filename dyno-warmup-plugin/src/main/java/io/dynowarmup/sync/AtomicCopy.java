// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints.Swap;
import io.dynowarmup.sync.digest.KeyChunks;
import io.dynowarmup.sync.digest.KeyState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Large keys that never stand still at the source, so that they cannot be read there in pieces:
 * each is taken in one go (DUMP), while nobody writes to it here. The source is blocked meanwhile:
 * for 1 to 4 ms by a list, a sorted set or a text of 4 MiB, for 10 to 20 ms by a hash, a set or a
 * string that cannot be compressed (Redis 7.0.15 on a busy machine).
 */
public final class AtomicCopy {
  /** Of a larger one the source would be blocked for too long; by MEMORY USAGE there. */
  public static final long MOST_BYTES = ChunkedCopy.WHOLE_BYTES;

  /** How it went. */
  public enum End {
    /** It is what it was at the source. */
    TAKEN,
    /** The source did not have it, and it is gone. */
    REMOVED,
    /** The source does not have it, and was not looked at before. */
    ABSENT_THERE,
    /** It was written to here meanwhile, and is what it was. */
    TOUCHED
  }

  private final RedisPair sides;
  private final SyncCounts counts;
  private final KeyChunks pieces = new KeyChunks();

  public AtomicCopy(RedisPair sides, SyncCounts counts) {
    this.sides = sides;
    this.counts = counts;
  }

  /**
   * Takes one that is not too large, and throws it away: how long that takes nobody can know
   * otherwise, and later there is little time.
   *
   * @throws WarmupException when it cannot be taken at all, as {@link
   *     io.dynowarmup.sync.digest.Fingerprints#swap}
   */
  public DumpTiming tryOut(byte[] key) throws InterruptedException {
    KeyState there = sides.sizeThere(key);
    long memory = there.absent() ? 0 : pieces.memory(sides.there(), key);
    if (there.absent() || DumpTiming.tooLarge(memory)) {
      return new DumpTiming(there, memory, 0);
    }
    drop();
    long before = sides.throttle().ticker().nanos();
    Payload payload = dump(key);
    copy(payload);
    drop();
    long nanos = sides.throttle().ticker().nanos() - before;
    sides.throttle().fetched(payload.absent() ? 0 : payload.bytes().length);
    return new DumpTiming(there, memory, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  /**
   * Once what had reached this node before has run on the source. Waits for no throttle.
   *
   * @param absentBefore whether the source did not have it in a look before; it may go away then
   */
  public End take(byte[] key, boolean absentBefore) {
    RedisData here = sides.here();
    here.watch(key);
    Payload payload = dump(key);
    if (payload.absent() && !absentBefore) {
      here.unwatch();
      return End.ABSENT_THERE;
    }
    List<List<byte[]>> commands = new ArrayList<>();
    // what it was may be very large
    commands.add(Arrays.asList(ascii("UNLINK"), key));
    try {
      if (!payload.absent()) {
        // without its expiry, so that it is there for certain in the next line
        if (!copy(new Payload(payload.bytes(), -1))) {
          here.unwatch();
          return End.TOUCHED;
        }
        commands.add(Arrays.asList(ascii("RENAME"), ChunkedCopy.COPY, key));
        if (payload.ttl() > 0) {
          commands.add(Arrays.asList(ascii("PEXPIRE"), key, ascii(String.valueOf(payload.ttl()))));
        }
      }
      if (!here.unlessTouched(commands)) {
        return End.TOUCHED;
      }
    } finally {
      drop();
    }
    if (payload.absent()) {
      counts.removedOne();
      return End.REMOVED;
    }
    counts.movedOne(payload.bytes().length);
    return End.TAKEN;
  }

  private Payload dump(byte[] key) {
    return sides.there().dump(Collections.singletonList(key)).get(0);
  }

  /** False when there was one that is not ours. */
  private boolean copy(Payload payload) {
    Swap copy = new Swap(ChunkedCopy.COPY, Fingerprint.ABSENT, 0, payload);
    return sides.prints().swap(sides.here(), Collections.singletonList(copy)).get(0);
  }

  private void drop() {
    sides.here().remove(Collections.singletonList(ChunkedCopy.COPY));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
