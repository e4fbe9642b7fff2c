// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import java.util.concurrent.TimeUnit;

/** One replacement of a key; see {@link CompareAndSet}. Immutable. */
public final class Swap {
  private final byte[] key;
  private final Fingerprint before;
  private final long beforeNanos;
  private final RedisData.Payload payload;

  /**
   * Creates a replacement.
   *
   * @param before the earlier fingerprint of the key; not a large one
   * @param beforeNanos when that fingerprint was read, as {@link io.dynowarmup.time.Ticker#nanos}
   * @param payload the new value; an absent one removes the key
   */
  public Swap(byte[] key, Fingerprint before, long beforeNanos, RedisData.Payload payload) {
    this.key = key;
    this.before = before;
    this.beforeNanos = beforeNanos;
    this.payload = payload;
  }

  public byte[] key() {
    return key;
  }

  Fingerprint before() {
    return before;
  }

  RedisData.Payload payload() {
    return payload;
  }

  /** Returns whether the key is removed. */
  public boolean removes() {
    return payload.absent();
  }

  /** Returns the bytes of the new value. */
  public long bytes() {
    return payload.absent() ? 0 : payload.bytes().length;
  }

  /** Allows one second, because both times are approximate. */
  long leastPttl(long nowNanos) {
    long ageMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - beforeNanos);
    return before.pttl() < 0 ? -1 : Math.max(0, before.pttl() - ageMillis - 1_000);
  }

  long longestPttl() {
    return before.pttl() < 0 ? -1 : before.pttl() + 1_000;
  }
}
