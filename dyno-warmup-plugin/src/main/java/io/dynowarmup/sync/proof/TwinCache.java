// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.redis.info.RedisInfo;

/**
 * Decides whether two servers are caches that evict alike: each of them lacks keys that the other
 * one still has, and neither needs more memory. A pure function.
 */
final class TwinCache {
  /** The local {@code maxmemory} may be smaller than that of the source by a tenth. */
  private static final double LEAST_LIMIT = 0.9;

  private TwinCache() {}

  /**
   * @param here INFO of the local Redis
   * @param there INFO of the source
   */
  static boolean is(RedisInfo here, RedisInfo there) {
    long limit = here.getLong("maxmemory", 0);
    long limitThere = there.getLong("maxmemory", 0);
    String policy = policy(here);
    return limitThere > 0
        && limit >= limitThere * LEAST_LIMIT
        && !policy.isEmpty()
        && !policy.equals("noeviction")
        && policy.equals(policy(there))
        && there.getLong("evicted_keys", 0) > 0;
  }

  static String policy(RedisInfo info) {
    return info.get("maxmemory_policy").orElse("");
  }
}
