// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The markers of one run. Their keys are from a list that every node with the same data computes
 * identically. A node that counts keys thus knows which of them are markers.
 *
 * <p>The keys of each call begin at a random place of the list, so that runs of other nodes
 * overwrite few of these markers. A marker that was overwritten does not arrive; the next one will.
 */
final class MarkerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(MarkerKeys.class);

  /** Most markers of one call. */
  static final int MOST = OwnKeys.MARKERS / 2;

  private final BiFunction<String, Integer, List<String>> ownedKeys;
  private final int first;
  private List<String> all;
  private final String run = UUID.randomUUID().toString();
  private long used;

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

  /** Returns whether the keys can be computed, which is impossible for a very small range. */
  boolean known() {
    try {
      next(1);
      return true;
    } catch (WarmupException e) {
      LOG.warn("No markers are written: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Returns new markers, with different keys.
   *
   * @param count at most {@link #MOST}
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY if their keys cannot be computed
   */
  List<Marker> next(int count) {
    if (all == null) {
      all = ownedKeys.apply(OwnKeys.MARKER, OwnKeys.MARKERS);
    }
    int start = ThreadLocalRandom.current().nextInt(MOST);
    List<Marker> markers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      markers.add(new Marker(all.get(first + (start + i) % MOST), run + ":" + used++));
    }
    return markers;
  }
}
