// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.KeyChunks;
import io.dynowarmup.sync.digest.KeyShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Copies large keys that cannot be read in chunks because they change all the time at the source.
 * Each key is read with one DUMP while no client writes to it here.
 *
 * <p>The source is blocked meanwhile: 1 to 4 ms for a list, a sorted set or a text of 4 MiB, and 10
 * to 20 ms for a hash, a set or an incompressible string (measured with Redis 7.0.15 on a busy
 * machine).
 */
public final class AtomicCopy {
  /**
   * The largest key to copy, by MEMORY USAGE at the source. A larger key would block the source for
   * too long.
   */
  public static final long MOST_BYTES = ChunkedCopy.WHOLE_BYTES;

  /** The result of a copy. */
  public enum End {
    /** The key is now as it was at the source. */
    TAKEN,
    /** The source does not have the key, and it was removed here. */
    REMOVED,
    /** The source does not have the key, but no earlier probe found it absent; it stays here. */
    ABSENT_THERE,
    /** A client wrote to the key here meanwhile, or the copy was evicted; it was not changed. */
    TOUCHED
  }

  private final RedisPair sides;
  private final SyncCounts counts;
  private final KeyChunks chunks = new KeyChunks();

  public AtomicCopy(RedisPair sides, SyncCounts counts) {
    this.sides = sides;
    this.counts = counts;
  }

  /**
   * Copies a key that is not too large and discards the copy. This measures how long the copy
   * takes, which cannot be known otherwise; later there is little time.
   *
   * @throws WarmupException if the key cannot be copied at all, as for {@link
   *     io.dynowarmup.sync.digest.CompareAndSet#run}
   */
  public DumpTiming tryOut(byte[] key) throws InterruptedException {
    KeyShape there = sides.shapeThere(key);
    OptionalLong memory = there.absent() ? OptionalLong.of(0) : chunks.memory(sides.there(), key);
    DumpTiming untried = new DumpTiming(there, memory, 0);
    if (there.absent() || untried.tooLarge()) {
      return untried;
    }
    sides.dropCopy();
    long before = sides.throttle().ticker().nanos();
    Payload payload = dump(key);
    sides.createCopy(payload);
    sides.dropCopy();
    long nanos = sides.throttle().ticker().nanos() - before;
    sides.throttle().fetched(payload.absent() ? 0 : payload.bytes().length);
    return new DumpTiming(there, memory, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  /**
   * Copies or removes a key. Call it after every write that had reached this node before has run at
   * the source. It does not wait for the throttle.
   *
   * @param absentBefore whether an earlier probe found the key absent at the source; only then it
   *     may be removed
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
    // The old value may be very large.
    commands.add(command("UNLINK", key));
    try {
      if (!payload.absent()) {
        // The copy has no expiry, so that it still exists for the RENAME.
        if (!createdCopy(payload)) {
          here.unwatch();
          return End.TOUCHED;
        }
        commands.add(command("RENAME", RedisPair.COPY, key));
        long ttl = payload.ttlAt(sides.throttle().ticker().nanos());
        if (ttl > 0) {
          commands.add(command("PEXPIRE", key, ttl));
        }
      }
      if (!here.unlessTouched(commands)) {
        return End.TOUCHED;
      }
    } finally {
      sides.dropCopy();
    }
    if (payload.absent()) {
      counts.removedOne();
      return End.REMOVED;
    }
    counts.movedOne(payload.bytes().length);
    return End.TAKEN;
  }

  /** Creates the copy and watches it, because a Redis that is short of memory may evict it. */
  private boolean createdCopy(Payload payload) {
    if (!sides.createCopy(new Payload(payload.bytes(), -1))) {
      return false;
    }
    sides.here().watch(RedisPair.COPY);
    return !sides.shapeHere(RedisPair.COPY).absent();
  }

  private Payload dump(byte[] key) {
    return sides.there().dump(Collections.singletonList(key)).get(0);
  }

  /** Returns a command for {@link RedisData#unlessTouched}; its parts are bytes or texts. */
  static List<byte[]> command(Object... parts) {
    List<byte[]> command = new ArrayList<>();
    for (Object part : parts) {
      command.add(
          part instanceof byte[]
              ? (byte[]) part
              : part.toString().getBytes(StandardCharsets.US_ASCII));
    }
    return command;
  }
}
