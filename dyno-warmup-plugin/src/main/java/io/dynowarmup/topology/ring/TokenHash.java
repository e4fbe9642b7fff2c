// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hashes that dynomite.yml can name ({@code hash:}). Only {@code murmur}, Dynomite's default,
 * is computed here. The others are listed so that a cluster that uses one is distinguished from a
 * mistyped name. Dynomite 0.6.21 itself does not compute {@code murmur3}.
 */
public enum TokenHash {
  ONE_AT_A_TIME,
  MD5,
  CRC16,
  CRC32,
  CRC32A,
  FNV1_64,
  FNV1A_64,
  FNV1_32,
  FNV1A_32,
  HSIEH,
  /** MurmurHash 2, 32 bit, little-endian, with seed 0xdeadbeef x length. */
  MURMUR,
  JENKINS,
  MURMUR3;

  private static final int M = 0x5bd1e995;

  /** Finds a hash by its name in dynomite.yml (lower case). */
  public static Optional<TokenHash> named(String name) {
    return Arrays.stream(values()).filter(h -> h.configName().equals(name)).findFirst();
  }

  /** Returns all names, for a message. */
  public static String names() {
    return Arrays.stream(values()).map(TokenHash::configName).collect(Collectors.joining(", "));
  }

  /** Returns the name in dynomite.yml. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether {@link #token} is supported. */
  public boolean supported() {
    return this == MURMUR;
  }

  /**
   * Returns the token of these bytes, 0 to 4294967295.
   *
   * @throws UnsupportedOperationException if this hash is not {@link #supported()}
   */
  public long token(byte[] bytes) {
    if (!supported()) {
      throw new UnsupportedOperationException("hash " + configName() + " is not computed here");
    }
    return murmur2(bytes) & 0xffffffffL;
  }

  private static int murmur2(byte[] b) {
    int h = (0xdeadbeef * b.length) ^ b.length;
    int i = 0;
    for (; b.length - i >= 4; i += 4) {
      int k =
          (b[i] & 0xff)
              | (b[i + 1] & 0xff) << 8
              | (b[i + 2] & 0xff) << 16
              | (b[i + 3] & 0xff) << 24;
      k *= M;
      k ^= k >>> 24;
      h = (h * M) ^ (k * M);
    }
    if (i < b.length) {
      for (int shift = 0; i < b.length; i++, shift += 8) {
        h ^= (b[i] & 0xff) << shift;
      }
      h *= M;
    }
    h ^= h >>> 13;
    h *= M;
    return h ^ (h >>> 15);
  }
}
