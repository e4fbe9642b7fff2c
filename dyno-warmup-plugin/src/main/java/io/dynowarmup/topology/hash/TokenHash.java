// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The hashes that dynomite.yml can name ({@code hash:}), as Dynomite 0.6.21 computes them. Several
 * differ from the published algorithm of that name. Dynomite uses 32 bits of each as the token.
 *
 * <p>Dynomite accepts {@code murmur3} but computes nothing for it: every key goes to the smallest
 * token of the rack. A version that computes it would divide the keys differently, so it is not
 * supported here.
 */
public enum TokenHash {
  /** Jenkins' one-at-a-time hash. */
  ONE_AT_A_TIME(OneAtATimeHash::hash),
  /** The first four bytes of MD5, the first byte being the lowest. */
  MD5(Md5Hash::hash),
  /** CRC-16 (XMODEM) in a register of 32 bits. Keys of two bytes and more exceed 16 bits. */
  CRC16(CrcHash::crc16),
  /** Bits 16 to 30 of CRC-32: all tokens are below 32768. */
  CRC32(CrcHash::crc32),
  /** CRC-32. */
  CRC32A(CrcHash::crc32a),
  /** The lower 32 bits of FNV-1, 64 bit. */
  FNV1_64(FnvHash::fnv1Of64),
  /** The lower 32 bits of FNV-1a, 64 bit. */
  FNV1A_64(FnvHash::fnv1aOf64),
  /** FNV-1, 32 bit. */
  FNV1_32(FnvHash::fnv1),
  /** FNV-1a, 32 bit. */
  FNV1A_32(FnvHash::fnv1a),
  /** Hsieh's SuperFastHash, starting at 0 instead of the length. */
  HSIEH(HsiehHash::hash),
  /** MurmurHash 2, 32 bit, little-endian, with seed 0xdeadbeef x length. Dynomite's default. */
  MURMUR(MurmurHash::hash),
  /** Jenkins' lookup3 (hashlittle) with the initial value 13. */
  JENKINS(JenkinsHash::hash),
  MURMUR3(null);

  private final ToIntFunction<byte[]> function;

  TokenHash(ToIntFunction<byte[]> function) {
    this.function = function;
  }

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
    return function != null;
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
    return function.applyAsInt(bytes) & 0xffffffffL;
  }
}
