// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The names of markers, from a list that every node with the same data computes alike: so whoever
 * counts keys knows which of them are markers. One name comes again only after all others, when its
 * marker has expired long since.
 */
final class MarkerKeys {
  /** At once. */
  static final int MOST = OwnKeys.MARKERS / 2;

  private final BiFunction<String, Integer, List<String>> ownedKeys;
  private final int first;
  private List<String> all;
  private int used;

  private MarkerKeys(BiFunction<String, Integer, List<String>> ownedKeys, int first) {
    this.ownedKeys = ownedKeys;
    this.first = first;
  }

  /**
   * @param ownedKeys prefix and count to as many keys in this node's own token range
   */
  static MarkerKeys ofReach(BiFunction<String, Integer, List<String>> ownedKeys) {
    return new MarkerKeys(ownedKeys, 0);
  }

  /** Others than those of {@link #ofReach}. */
  static MarkerKeys ofBarrier(BiFunction<String, Integer, List<String>> ownedKeys) {
    return new MarkerKeys(ownedKeys, MOST);
  }

  /**
   * @param count at most {@link #MOST}
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY when they cannot be computed
   */
  List<String> next(int count) {
    if (all == null) {
      all = ownedKeys.apply(OwnKeys.MARKER, OwnKeys.MARKERS);
    }
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(all.get(first + used++ % MOST));
    }
    return keys;
  }
}
