// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

/** Dynomite's {@code hash: murmur}: MurmurHash2, 32 bits, seeded with 0xdeadbeef x length. */
final class Murmur {
  private static final int M = 0x5bd1e995;
  private static final int R = 24;
  private static final int SEED = 0xdeadbeef;

  private Murmur() {}

  /** Returns the hash as an unsigned number. */
  static long hash(byte[] bytes) {
    int h = (SEED * bytes.length) ^ bytes.length;
    int at = 0;
    int left = bytes.length;
    for (; left >= 4; left -= 4, at += 4) {
      int k =
          (bytes[at] & 0xff)
              | (bytes[at + 1] & 0xff) << 8
              | (bytes[at + 2] & 0xff) << 16
              | (bytes[at + 3] & 0xff) << 24;
      k *= M;
      k ^= k >>> R;
      k *= M;
      h *= M;
      h ^= k;
    }
    for (int i = left - 1; i >= 0; i--) {
      h ^= (bytes[at + i] & 0xff) << (8 * i);
    }
    if (left > 0) {
      h *= M;
    }
    h ^= h >>> 13;
    h *= M;
    h ^= h >>> 15;
    return Integer.toUnsignedLong(h);
  }
}
