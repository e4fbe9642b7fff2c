// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.redis.info.RedisInfo;

/**
 * The counters of the keys that a process has expired and evicted, as a base for later counts.
 * CONFIG RESETSTAT may reset them in between. Immutable.
 */
final class GoneKeys {
  /** The base of a process whose counters were not read. */
  static final GoneKeys UNKNOWN = new GoneKeys(0, 0, false);

  private final long all;
  private final long evicted;
  private final boolean known;

  private GoneKeys(long all, long evicted, boolean known) {
    this.all = all;
    this.evicted = evicted;
    this.known = known;
  }

  /**
   * @param info INFO with the section Stats
   */
  static GoneKeys of(RedisInfo info) {
    long evicted = info.getLong("evicted_keys", 0);
    return new GoneKeys(info.getLong("expired_keys", 0) + evicted, evicted, true);
  }

  /** Returns this base with an earlier one for the evicted keys. */
  GoneKeys keepingEvictedOf(GoneKeys before) {
    return new GoneKeys(all, before.evicted, before.known);
  }

  /** Returns whether the counters were read when the base was created. */
  boolean isKnown() {
    return known;
  }

  /** Returns how many keys have expired or were evicted since. */
  long since(RedisInfo info) {
    return grown(all, of(info).all);
  }

  /** Returns how many keys were evicted since. */
  long evictedSince(RedisInfo info) {
    return grown(evicted, of(info).evicted);
  }

  private static long grown(long then, long now) {
    return now < then ? now : now - then;
  }
}
