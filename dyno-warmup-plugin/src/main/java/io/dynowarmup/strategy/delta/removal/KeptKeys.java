// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import io.dynowarmup.sync.KeyName;
import io.dynowarmup.unit.Units;

/**
 * Counts the keys that were not removed, and names one. A key that two passes compare counts twice.
 */
final class KeptKeys {
  private long count;
  private String example = "";

  void add(int database, byte[] key, String where) {
    if (count++ == 0) {
      example = KeyName.of(database, key) + where;
    }
  }

  /** Returns whether keys were kept since the last call of {@link #clear}. */
  boolean any() {
    return count > 0;
  }

  void clear() {
    count = 0;
  }

  /** Returns the start of a sentence. */
  String text(Object source) {
    return "about " + Units.keys(count) + " that " + source + " does not have, such as " + example;
  }
}
