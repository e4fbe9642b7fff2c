// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

/** Hsieh's SuperFastHash, starting at 0 instead of the length. */
final class HsiehHash {
  private HsiehHash() {}

  static int hash(byte[] bytes) {
    int h = 0;
    int at = 0;
    for (; bytes.length - at >= 4; at += 4) {
      h += LittleEndian.read(bytes, at, 2);
      h = (h << 16) ^ (LittleEndian.read(bytes, at + 2, 2) << 11) ^ h;
      h += h >>> 11;
    }
    return avalanche(last(h, bytes, at));
  }

  /** Mixes in the last zero to three bytes. */
  private static int last(int before, byte[] bytes, int at) {
    int h = before + LittleEndian.read(bytes, at, 2);
    switch (bytes.length - at) {
      case 3:
        h ^= h << 16;
        h ^= (bytes[at + 2] & 0xff) << 18;
        return h + (h >>> 11);
      case 2:
        h ^= h << 11;
        return h + (h >>> 17);
      case 1:
        h ^= h << 10;
        return h + (h >>> 1);
      default:
        return before;
    }
  }

  private static int avalanche(int before) {
    int h = before;
    h ^= h << 3;
    h += h >>> 5;
    h ^= h << 4;
    h += h >>> 17;
    h ^= h << 25;
    return h + (h >>> 6);
  }
}
