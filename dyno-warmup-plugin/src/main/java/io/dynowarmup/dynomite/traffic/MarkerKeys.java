// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The keys of markers, from a list that every node with the same data computes identically. A node
 * that counts keys thus knows which of them are markers.
 */
final class MarkerKeys {
  /** Most keys that are in use at once. */
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
   * Returns the keys for {@link WriteReach}.
   *
   * @param ownedKeys returns the given number of keys with the given prefix in this node's own
   *     token range
   */
  static MarkerKeys ofReach(BiFunction<String, Integer, List<String>> ownedKeys) {
    return new MarkerKeys(ownedKeys, 0);
  }

  /** Returns the keys for {@link PeerMarkers}; none of them is in {@link #ofReach}. */
  static MarkerKeys ofBarrier(BiFunction<String, Integer, List<String>> ownedKeys) {
    return new MarkerKeys(ownedKeys, MOST);
  }

  /**
   * Returns the next keys.
   *
   * @param count at most {@link #MOST}
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY if they cannot be computed
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

  /**
   * Returns the next keys that are not in use.
   *
   * @param inUse whether one of some keys is in use
   * @return fewer than the given number if too many are
   * @throws io.dynowarmup.api.WarmupException as {@link #next} does
   */
  List<String> nextFree(Predicate<List<String>> inUse, int count) {
    List<String> keys = next(count);
    if (!inUse.test(keys)) {
      return keys;
    }
    List<String> free = new ArrayList<>();
    for (int i = 0; free.size() < count && i < MOST; i++) {
      List<String> key = next(1);
      if (!inUse.test(key)) {
        free.addAll(key);
      }
    }
    return free;
  }
}
