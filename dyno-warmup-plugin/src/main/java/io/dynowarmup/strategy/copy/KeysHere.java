// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.spi.KeyPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Lists the keys that the local Redis holds, database by database. */
final class KeysHere {
  private static final String START = "0";
  private static final int PAGE = 1_000;

  private final RedisData here;
  private final Optional<KeyPart> part;

  /**
   * @param part the part that the keys belong to; empty for all keys
   */
  KeysHere(RedisData here, Optional<KeyPart> part) {
    this.here = here;
    this.part = part;
  }

  /** Passes on the keys, page by page, with their database, which is selected. */
  void pages(BiConsumer<Integer, List<byte[]>> consumer) {
    for (int database : here.databases()) {
      here.select(database);
      String cursor = START;
      do {
        RedisData.Page page = here.scan(cursor, PAGE);
        List<byte[]> keys = new ArrayList<>(page.keys());
        keys.removeIf(key -> OwnKeys.contain(key) || !isWanted(key));
        if (!keys.isEmpty()) {
          consumer.accept(database, keys);
        }
        cursor = page.cursor();
      } while (!cursor.equals(START));
    }
  }

  private boolean isWanted(byte[] key) {
    return !part.isPresent() || part.get().contains(key);
  }
}
