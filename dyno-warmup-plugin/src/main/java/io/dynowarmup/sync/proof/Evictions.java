// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.digest.Fingerprint;

/** The keys of the source that this node may have evicted, because both are caches. */
enum Evictions {
  /** This node has evicted nothing, or the two do not evict alike. */
  NONE,
  /** Keys with an expiry: the policies {@code volatile-*}. */
  EXPIRING,
  /** All keys: the policies {@code allkeys-*}. */
  ALL;

  /**
   * Returns what this node may have evicted.
   *
   * @param here INFO of the local Redis
   * @param there INFO of the source
   */
  static Evictions of(RedisInfo here, RedisInfo there) {
    if (!TwinCache.is(here, there) || here.getLong("evicted_keys", 0) == 0) {
      return NONE;
    }
    return TwinCache.policy(here).startsWith("allkeys") ? ALL : EXPIRING;
  }

  /** Returns whether a key that the source has may be missing here. */
  boolean cover(Fingerprint there) {
    return this == ALL || this == EXPIRING && there.pttl() >= 0;
  }
}
