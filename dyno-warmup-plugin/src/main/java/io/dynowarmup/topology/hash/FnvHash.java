// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

/**
 * The Fowler-Noll-Vo hashes. The lower 32 bits of a 64-bit one depend only on the lower 32 bits of
 * its prime and of its offset basis, so all are computed with 32 bits.
 */
final class FnvHash {
  private static final int BASIS_32 = 0x811c9dc5;
  private static final int PRIME_32 = 0x01000193;
  private static final int LOWER_BASIS_64 = (int) 0xcbf29ce484222325L;
  private static final int LOWER_PRIME_64 = (int) 0x100000001b3L;

  private FnvHash() {}

  static int fnv1(byte[] bytes) {
    return multiplyFirst(bytes, BASIS_32, PRIME_32);
  }

  static int fnv1a(byte[] bytes) {
    return multiplyLast(bytes, BASIS_32, PRIME_32);
  }

  static int fnv1Of64(byte[] bytes) {
    return multiplyFirst(bytes, LOWER_BASIS_64, LOWER_PRIME_64);
  }

  static int fnv1aOf64(byte[] bytes) {
    return multiplyLast(bytes, LOWER_BASIS_64, LOWER_PRIME_64);
  }

  private static int multiplyFirst(byte[] bytes, int basis, int prime) {
    int h = basis;
    for (byte b : bytes) {
      h = (h * prime) ^ (b & 0xff);
    }
    return h;
  }

  private static int multiplyLast(byte[] bytes, int basis, int prime) {
    int h = basis;
    for (byte b : bytes) {
      h = (h ^ (b & 0xff)) * prime;
    }
    return h;
  }
}
