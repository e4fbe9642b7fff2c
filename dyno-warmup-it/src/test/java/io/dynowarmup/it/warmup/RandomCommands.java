// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.RespClient;
import java.util.Random;

/**
 * Random writes of every kind to a few keys of every type, always the same for the same seed. Each
 * write carries its number, so no two writes leave the same value. The type of a key changes from
 * time to time; every Redis alike refuses a write that does not match the current type. Every
 * answer is a single line.
 *
 * <p>A key expires at each Redis some milliseconds earlier or later. A write in between leaves
 * different values, with a warm-up or without one. So the first write after a short expiry was set
 * is one that leaves the same value whether the key is still there or not.
 *
 * @param first number of its first write; two instances that write to the same keys need different
 *     numbers
 */
record RandomCommands(String prefix, int keys, long seed, long first) implements Workload {
  private static final int KINDS = 7;

  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long STATE = (1L << 48) - 1;

  /** The approximate number of writes during which a key keeps its type. */
  private static final int SAME_KIND = 4_000;

  /** A script, because Dynomite does not know XADD. */
  private static final String XADD =
      "redis.call('XADD', KEYS[1], 'MAXLEN', '40', ARGV[1], 'n', ARGV[1]) return 1";

  private static final String GROUP =
      "redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM') return 1";

  /** Returns the same kind of writes to the same keys with other numbers. */
  RandomCommands from(long number) {
    return new RandomCommands(prefix, keys, seed, number);
  }

  private Random random(long number) {
    return new Random(seedOf(number));
  }

  private long seedOf(long number) {
    return (seed * 31 + first + number) * 0x9E3779B97F4A7C15L;
  }

  /**
   * Returns {@code random(number).nextInt(keys)} without a new generator, as {@link Random} defines
   * it. Each write asks for the lanes of some hundred writes before it.
   */
  @Override
  public long lane(long number) {
    long state = (seedOf(number) ^ MULTIPLIER) & STATE;
    while (true) {
      state = (state * MULTIPLIER + 0xB) & STATE;
      int bits = (int) (state >>> 17);
      int lane = bits % keys;
      if (Integer.bitCount(keys) == 1) {
        return ((long) keys * bits) >> 31;
      }
      if (bits - lane + (keys - 1) >= 0) {
        return lane;
      }
    }
  }

  @Override
  public String key(long number) {
    return prefix + lane(number);
  }

  @Override
  public byte[] command(long number) {
    Draw draw = draw(number);
    return draw.overwrites() || !previousExpires(number)
        ? draw.command
        : RespClient.command("DEL", key(number));
  }

  private boolean previousExpires(long number) {
    long lane = lane(number);
    for (long n = number - 1; n >= -first; n--) {
      if (lane(n) == lane) {
        return draw(n).expires;
      }
    }
    return false;
  }

  /** A write as it is drawn; expires: it sets an expiry that is due within the test. */
  private record Draw(byte[] command, boolean expires, String name) {
    static Draw of(boolean expires, String... words) {
      return new Draw(RespClient.command(words), expires, words[0]);
    }

    static Draw of(String... words) {
      return of(false, words);
    }

    boolean overwrites() {
      return name.equals("SET") || name.equals("SETEX");
    }
  }

  private Draw draw(long number) {
    Random random = random(number);
    int which = random.nextInt(keys);
    String key = prefix + which;
    String n = String.valueOf(first + number + 1);
    int dice = random.nextInt(100);
    if (dice < 3) {
      return Draw.of("DEL", key);
    }
    if (dice < 6) {
      // Some keys expire before any comparison, others still exist at the end.
      boolean soon = random.nextBoolean();
      int millis = soon ? 200 + random.nextInt(2_000) : 600_000;
      return Draw.of(soon, "PEXPIRE", key, String.valueOf(millis));
    }
    if (dice < 8) {
      return Draw.of("PERSIST", key);
    }
    return ofKind((int) ((which + (first + number) / SAME_KIND) % KINDS), key, n, random);
  }

  private static Draw ofKind(int kind, String key, String n, Random random) {
    int part = random.nextInt(8);
    int dice = random.nextInt(4);
    return switch (kind) {
      case 0 ->
          dice == 0
              ? Draw.of(true, "SETEX", key, String.valueOf(1 + random.nextInt(60)), n)
              : Draw.of("SET", key, n);
      case 1 ->
          dice == 0
              ? Draw.of("INCRBY", key, n)
              : dice == 1
                  ? Draw.of("SETRANGE", key, String.valueOf(part * 5), n)
                  : Draw.of("APPEND", key, "," + n);
      case 2 ->
          dice == 0
              ? Draw.of("HDEL", key, "field " + part)
              : dice == 1
                  ? Draw.of("HINCRBY", key, "count", n)
                  : Draw.of("HSET", key, "field " + part, n);
      case 3 ->
          dice == 0
              ? Draw.of("LTRIM", key, "-20", "-2")
              : Draw.of(dice == 1 ? "LPUSH" : "RPUSH", key, n);
      case 4 ->
          dice == 0
              ? Draw.of("SREM", key, "member " + part)
              : Draw.of("SADD", key, "member " + (dice == 1 ? n : part));
      case 5 ->
          dice == 0
              ? Draw.of("ZREM", key, "member " + part)
              : Draw.of("ZADD", key, n + ".5", "member " + part);
      default ->
          dice == 0
              ? Draw.of("EVAL", GROUP, "1", key, "group " + part)
              : Draw.of("EVAL", XADD, "1", key, n + "-1");
    };
  }
}
