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
 * The keys that a node held before the comparison began, where none of them may go. What the
 * comparison itself brought may go again when the source deletes it.
 */
final class TakenKeys {
  private static final String START = "0";

  private final boolean wanted;
  private final Map<Integer, SeenKeySet> taken = new HashMap<>();
  private long kept;
  private String example = "";
  private boolean noted;

  /**
   * @param wanted false: nothing is noted, and nothing kept
   */
  TakenKeys(boolean wanted) {
    this.wanted = wanted;
  }

  /** Lists them, once. */
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

  /** Takes those back that would go. */
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

  /** Says what was kept, once; keys that are looked at in two passes count twice. */
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
