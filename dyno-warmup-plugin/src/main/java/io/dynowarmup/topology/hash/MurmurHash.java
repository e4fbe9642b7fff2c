// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

/** MurmurHash 2, 32 bit, little-endian, with seed 0xdeadbeef x length. */
final class MurmurHash {
  private static final int M = 0x5bd1e995;

  private MurmurHash() {}

  static int hash(byte[] bytes) {
    int h = (0xdeadbeef * bytes.length) ^ bytes.length;
    int at = 0;
    for (; bytes.length - at >= 4; at += 4) {
      int k = LittleEndian.read(bytes, at, 4) * M;
      k ^= k >>> 24;
      h = (h * M) ^ (k * M);
    }
    if (at < bytes.length) {
      h = (h ^ LittleEndian.read(bytes, at, 3)) * M;
    }
    h ^= h >>> 13;
    h *= M;
    return h ^ (h >>> 15);
  }
}
