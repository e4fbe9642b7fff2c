// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.Comparison;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.pass.SyncPass;
import java.util.ArrayList;
import java.util.List;

/** Compares random keys of database 0, the same number from each side if it has that many. */
final class RandomKeysPass implements SyncPass {
  /** The number of keys that one step draws from each side. */
  private static final int PAGE = 250;

  private final RedisPair sides;
  private final Comparison comparison;
  private long leftThere;
  private long leftHere;

  /**
   * Creates a pass over the selected database.
   *
   * @param keys total number of keys; fewer if the servers have fewer
   */
  RandomKeysPass(RedisPair sides, Comparison comparison, long keys) {
    this.sides = sides;
    this.comparison = comparison;
    // A small server would return the same keys again.
    this.leftThere = Math.min(keys / 2, sides.there().size());
    this.leftHere = Math.min(keys / 2, sides.here().size());
  }

  @Override
  public boolean step() throws InterruptedException {
    if (leftThere <= 0 && leftHere <= 0) {
      return comparison.drain();
    }
    leftThere = compare(sides.there(), leftThere);
    leftHere = compare(sides.here(), leftHere);
    return true;
  }

  /** Compares some keys of one side and returns how many are left; 0 if it returns none. */
  private long compare(RedisData side, long left) throws InterruptedException {
    if (left <= 0) {
      return 0;
    }
    // A user that may not scan gets fewer keys.
    List<byte[]> keys = new ArrayList<>(side.randomKeys((int) Math.min(left, PAGE)));
    keys.removeIf(OwnKeys::contain);
    comparison.compare(keys);
    return keys.isEmpty() ? 0 : left - keys.size();
  }
}
