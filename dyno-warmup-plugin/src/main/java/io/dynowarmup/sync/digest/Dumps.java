// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads the values of many keys with one script, which skips the large ones. A key is large if
 * {@link Fingerprints} calls it large.
 */
public final class Dumps {
  /** Limits one answer. */
  static final int MOST_BYTES_IN_ALL = 1024 * 1024;

  private static final Script SCRIPT = new Script("clock.lua", "dump.lua");

  /**
   * Returns the values of the first keys: of all keys, unless they have more than a megabyte.
   *
   * @param keys at least one
   * @return at least one payload, in the order of the keys; empty for a large key
   */
  public TimedResult<List<Optional<Payload>>> of(RedisData server, List<byte[]> keys) {
    List<byte[]> answer =
        SCRIPT.run(
            server, keys, Fingerprints.MOST_BYTES, Fingerprints.MOST_ELEMENTS, MOST_BYTES_IN_ALL);
    if (answer.size() < 3 || answer.size() > 1 + 2 * keys.size() || answer.size() % 2 == 0) {
      throw Script.unexpected(server);
    }
    List<Optional<Payload>> payloads = new ArrayList<>(keys.size());
    for (int i = 1; i < answer.size(); i += 2) {
      byte[] dump = answer.get(i);
      long pttl = Script.number(server, answer.get(i + 1));
      boolean large = dump.length == 0 && pttl != -2;
      payloads.add(
          large
              ? Optional.empty()
              : Optional.of(new Payload(dump.length == 0 ? null : dump, pttl)));
    }
    return new TimedResult<>(
        Collections.unmodifiableList(payloads), Script.duration(server, answer.get(0)));
  }
}
