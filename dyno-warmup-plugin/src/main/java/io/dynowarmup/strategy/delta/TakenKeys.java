// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.KeyName;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Protects the keys that a node held before the comparison began, if none of them may be removed.
 * Keys that the comparison itself copied may be removed when the source deletes them.
 */
final class TakenKeys {
  private static final String START = "0";

  private final boolean wanted;
  private final Map<Integer, SeenKeySet> taken = new HashMap<>();
  private long kept;
  private String example = "";
  private boolean noted;

  /**
   * Creates the set.
   *
   * @param wanted false to record and protect no keys
   */
  TakenKeys(boolean wanted) {
    this.wanted = wanted;
  }

  /** Lists the keys of this node; only the first call does so. */
  void note(RedisPair sides) {
    if (!wanted || noted) {
      return;
    }
    int before = sides.database();
    for (int database : sides.here().databases()) {
      sides.select(database);
      SeenKeySet keys = new SeenKeySet(sides.here().size());
      String cursor = START;
      do {
        RedisData.Page page = sides.scanHere(cursor);
        page.keys().forEach(keys::add);
        cursor = page.cursor();
      } while (!cursor.equals(START));
      taken.put(database, keys);
    }
    sides.select(before);
    noted = true;
  }

  /** Revokes the permission to remove protected keys. */
  List<Boolean> without(
      RedisPair sides, List<byte[]> keys, List<Fingerprint> there, List<Boolean> may) {
    SeenKeySet mine = taken.get(sides.database());
    for (int i = 0; mine != null && i < keys.size(); i++) {
      if (there.get(i).absent() && may.get(i) && mine.has(keys.get(i))) {
        may.set(i, false);
        kept++;
        example = KeyName.of(sides.database(), keys.get(i));
      }
    }
    return may;
  }

  /** Warns once about the keys that were kept. A key that two passes compare counts twice. */
  void tell(Object source, Consumer<String> warnings) {
    if (kept > 0) {
      warnings.accept(
          "keys that "
              + source
              + " does not have were kept here, because this node took them while it was cold: about "
              + kept
              + ", such as "
              + example
              + "; compare both with verify full");
      kept = 0;
    }
  }
}
