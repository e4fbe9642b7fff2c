// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import java.util.List;
import java.util.Optional;

/** The sizes of some random keys: in memory, and in a snapshot of their server. Immutable. */
public final class KeySizes {
  private static final int KEYS = 50;

  /** A larger key is not dumped, because the server serves no client meanwhile. */
  private static final int MOST_BYTES = 65_536;

  private static final int MOST_BYTES_IN_ALL = 262_144;
  private static final int NUMBERS = 4;
  private static final Script SIZES = new Script("sizes.lua");

  private final long keys;
  private final long memory;
  private final long saved;
  private final long unknown;

  /**
   * Creates sizes.
   *
   * @param keys number of keys, at least 1
   * @param memory bytes in memory
   * @param saved bytes in a snapshot, of those that are not too large
   * @param unknown bytes in memory of those that are too large
   */
  public KeySizes(long keys, long memory, long saved, long unknown) {
    this.keys = keys;
    this.memory = memory;
    this.saved = saved;
    this.unknown = unknown;
  }

  /**
   * Measures random keys of database 0 with two SCAN at most and one script. The script dumps at
   * most 50 keys of at most 64 kB, and about 256 kB in all.
   *
   * @return empty if there are no keys, or if the server does not measure them
   */
  public static Optional<KeySizes> of(RedisData server) {
    List<byte[]> random = server.randomKeys(KEYS);
    if (random.isEmpty()) {
      return Optional.empty();
    }
    List<byte[]> sums = SIZES.run(server, random, MOST_BYTES, MOST_BYTES_IN_ALL);
    if (sums.size() != NUMBERS || Script.number(server, sums.get(0)) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new KeySizes(
            Script.number(server, sums.get(0)),
            Script.number(server, sums.get(1)),
            Script.number(server, sums.get(2)),
            Script.number(server, sums.get(3))));
  }

  /** Returns the memory of so many keys like these, in bytes. */
  public long memoryOf(long count) {
    return of(memory, count);
  }

  /**
   * Returns the bytes of so many keys like these in a snapshot, without those too large to tell.
   */
  public long savedOf(long count) {
    return of(saved, count);
  }

  /** Returns the memory of the keys among so many that are too large to tell, in bytes. */
  public long unknownOf(long count) {
    return of(unknown, count);
  }

  private long of(long sum, long count) {
    return (long) (sum * (count / (double) keys));
  }
}
