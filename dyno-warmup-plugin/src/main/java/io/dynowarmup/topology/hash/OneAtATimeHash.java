// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

/**
 * Jenkins' one-at-a-time hash. Bytes above 127 are taken as negative, as Dynomite does on x86. On
 * ARM, where a C {@code char} has no sign, Dynomite computes another hash for such keys.
 */
final class OneAtATimeHash {
  private OneAtATimeHash() {}

  static int hash(byte[] bytes) {
    int h = 0;
    for (byte b : bytes) {
      h += b;
      h += h << 10;
      h ^= h >>> 6;
    }
    h += h << 3;
    h ^= h >>> 11;
    return h + (h << 15);
  }
}
