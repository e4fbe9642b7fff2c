// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.Comparison;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncPass;
import java.util.ArrayList;
import java.util.List;

/** Compares random keys of database 0, the same number from each side. */
final class RandomKeysPass implements SyncPass {
  /** The number of keys that one step draws from each side. */
  private static final int PAGE = 250;

  private final RedisPair sides;
  private final Comparison comparison;
  private long left;

  /**
   * Creates a pass over the selected database.
   *
   * @param keys total number of keys; fewer if the servers have fewer
   */
  RandomKeysPass(RedisPair sides, Comparison comparison, long keys) {
    this.sides = sides;
    this.comparison = comparison;
    // Otherwise the same few large keys would be read again and again.
    this.left = Math.min(keys / 2, Math.max(sides.here().size(), sides.there().size()));
  }

  @Override
  public boolean step() throws InterruptedException {
    if (left <= 0) {
      return comparison.drain();
    }
    int most = (int) Math.min(left, PAGE);
    comparison.look(random(sides.there(), most));
    comparison.look(random(sides.here(), most));
    left -= most;
    return true;
  }

  private static List<byte[]> random(RedisData side, int most) {
    List<byte[]> keys = new ArrayList<>(side.randomKeys(most));
    keys.removeIf(OwnKeys::contain);
    return keys;
  }
}
