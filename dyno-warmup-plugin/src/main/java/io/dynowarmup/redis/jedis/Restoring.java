// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.redis.RedisData.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes the command that creates or overwrites a key: RESTORE, or SET for a plain string. */
final class Restoring {
  private static final byte[] RESTORE = ascii("RESTORE");
  private static final byte[] SET = ascii("SET");
  private static final byte[] REPLACE = ascii("REPLACE");
  private static final byte[] MILLIS = ascii("PX");
  private static final byte[] FOREVER = ascii("0");

  private Restoring() {}

  /**
   * Returns the command.
   *
   * @param ageMillis how long ago the payload was read
   */
  static Command command(byte[] key, Payload payload, long ageMillis) {
    return Command.binary(words(key, payload, payload.ttl(ageMillis)));
  }

  private static List<byte[]> words(byte[] key, Payload payload, long ttl) {
    byte[] time = ttl == 0 ? FOREVER : ascii(Long.toString(ttl));
    if (!payload.plain()) {
      return Arrays.asList(RESTORE, key, time, payload.bytes(), REPLACE);
    }
    return ttl == 0
        ? Arrays.asList(SET, key, payload.bytes())
        : Arrays.asList(SET, key, payload.bytes(), MILLIS, time);
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
