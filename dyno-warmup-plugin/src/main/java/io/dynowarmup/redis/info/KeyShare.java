// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

/** Compares numbers of keys. Pure functions. */
public final class KeyShare {
  /** Warm-ups of other nodes write this many keys at most for a moment, for example markers. */
  private static final long PASSING_KEYS = 4;

  private KeyShare() {}

  /** Returns whether the keys may be gone a moment later, because warm-ups wrote them. */
  public static boolean mayPass(long keys) {
    return keys <= PASSING_KEYS;
  }

  /**
   * Returns whether a copy is too small to be a copy of the same data: it holds fewer than half of
   * the keys.
   *
   * @param keys number of keys of the copy
   * @param of number of keys of the copy that it is compared with
   */
  public static boolean isLessThanHalf(long keys, long of) {
    return keys < of - keys;
  }

  /**
   * Returns whether the difference is more than 10 %. Nodes that receive the same writes do not
   * differ that much.
   */
  public static boolean isClearlyLess(long keys, long than) {
    return keys < than - than / 10;
  }
}
