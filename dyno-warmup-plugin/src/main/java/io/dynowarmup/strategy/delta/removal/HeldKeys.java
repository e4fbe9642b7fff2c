// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import io.dynowarmup.sync.pass.SeenKeySet;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the keys of one database and forgets none, however many writes add while they are listed.
 * Above three million keys, a few others are taken for recorded, and more above 10 million; see
 * {@link SeenKeySet}. It takes at most about 80 MiB.
 */
final class HeldKeys {
  /** Each set is twice as large as the one before; the last one may be a filter, which has room. */
  private final List<SeenKeySet> sets = new ArrayList<>();

  private long expected;

  /**
   * Creates an empty record.
   *
   * @param expected approximate number of keys
   */
  HeldKeys(long expected) {
    this.expected = Math.max(1, expected);
    sets.add(new SeenKeySet(this.expected));
  }

  void add(byte[] key) {
    if (has(key) || sets.get(sets.size() - 1).add(key)) {
      return;
    }
    expected *= 2;
    sets.add(new SeenKeySet(expected));
    sets.get(sets.size() - 1).add(key);
  }

  boolean has(byte[] key) {
    return sets.stream().anyMatch(set -> set.has(key));
  }
}
