// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The RDB version that a server writes, and the versions that it loads. Pure. */
final class RdbVersions {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(\\..*)?");

  /**
   * Length of the footer of a DUMP payload: the RDB version in 2 bytes, little endian, and 8 bytes
   * of CRC.
   */
  private static final int FOOTER = 10;

  /**
   * The first RDB version of Redis that Valkey does not share: Valkey 9 refuses it ({@code
   * rdb-version-check}).
   */
  private static final int FIRST_FOREIGN = 12;

  /** The RDB version of Valkey 9, from which Valkey counts on. */
  private static final int FIRST_OF_VALKEY_9 = 80;

  /** Releases of Redis, and the RDB version that each of them introduced. */
  private static final int[][] REDIS = {
    {2_006, 6},
    {3_002, 7},
    {4_000, 8},
    {5_000, 9},
    {7_000, 10},
    {7_002, 11},
    {7_004, 12},
    {8_006, 13},
    {8_008, 14},
    {8_010, 15}
  };

  /** From this release on, only the lowest version that a Redis may write counts as known. */
  private static final int FIRST_UNSEEN_REDIS = 8_007;

  private static final int[][] VALKEY = {{7_002, 11}, {9_000, FIRST_OF_VALKEY_9}, {9_002, 81}};
  private static final int LAST_VALKEY = 9_001;
  private static final int DEVELOPMENT = 255_255;

  private RdbVersions() {}

  /** Returns the RDB version in a DUMP payload; empty if the payload is too short. */
  static OptionalInt ofDump(byte[] payload) {
    if (payload.length < FOOTER) {
      return OptionalInt.empty();
    }
    int low = payload[payload.length - FOOTER] & 0xff;
    int high = payload[payload.length - FOOTER + 1] & 0xff;
    return OptionalInt.of(high << 8 | low);
  }

  /** Returns the RDB version of a release; empty for a release that is not in this table. */
  static OptionalInt ofRelease(RedisInfo info) {
    OptionalInt release = release(info);
    if (!release.isPresent()) {
      return OptionalInt.empty();
    }
    return valkey(info) ? ofValkey(release.getAsInt()) : ofRedis(release.getAsInt());
  }

  /**
   * Returns the lowest RDB version that a release may write, also for a release that is newer than
   * the table; empty for a development build.
   */
  static OptionalInt leastOfRelease(RedisInfo info) {
    OptionalInt release = release(info);
    int[][] since = valkey(info) ? VALKEY : REDIS;
    return release.isPresent() ? lastSince(since, release.getAsInt()) : OptionalInt.empty();
  }

  /** Returns 1,000 times the major number plus the minor number; empty for a development build. */
  static OptionalInt release(RedisInfo info) {
    Matcher m =
        VERSION.matcher(info.get(valkey(info) ? "valkey_version" : "redis_version").orElse(""));
    if (!m.matches()) {
      return OptionalInt.empty();
    }
    int release = Integer.parseInt(m.group(1)) * 1000 + Integer.parseInt(m.group(2));
    return release == DEVELOPMENT ? OptionalInt.empty() : OptionalInt.of(release);
  }

  static boolean valkey(RedisInfo info) {
    return info.get("valkey_version").isPresent();
  }

  private static OptionalInt ofValkey(int release) {
    return release <= LAST_VALKEY ? lastSince(VALKEY, release) : OptionalInt.empty();
  }

  private static OptionalInt ofRedis(int release) {
    return release < FIRST_UNSEEN_REDIS ? lastSince(REDIS, release) : OptionalInt.empty();
  }

  private static OptionalInt lastSince(int[][] since, int release) {
    OptionalInt version = OptionalInt.empty();
    for (int[] step : since) {
      if (release >= step[0]) {
        version = OptionalInt.of(step[1]);
      }
    }
    return version;
  }

  /** Returns whether Redis and Valkey both have this version. */
  static boolean shared(int version) {
    return version < FIRST_FOREIGN;
  }

  /** Returns whether a server that writes version {@code own} loads version {@code other}. */
  static boolean loads(int own, int other) {
    boolean foreign = other >= FIRST_FOREIGN && other < FIRST_OF_VALKEY_9;
    return other <= own && !(own >= FIRST_OF_VALKEY_9 && foreign);
  }
}
