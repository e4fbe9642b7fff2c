// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import static java.util.Map.entry;

import io.dynowarmup.it.dynomite.NodeSettings;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32;

/**
 * The hash for the ring: that of a key, or of the part that its hash tag encloses. Written apart
 * from the plugin's hashes, so that each shows the other's mistakes. Like Dynomite 0.6.21, it
 * computes nothing for murmur3.
 */
public final class KeyHash {
  private static final long MASK = 0xffffffffL;
  private static final Map<String, ToLongFunction<byte[]>> FUNCTIONS =
      Map.ofEntries(
          entry("murmur", Murmur::hash),
          entry("murmur3", key -> 0),
          entry("md5", KeyHash::md5),
          entry("crc16", KeyHash::crc16),
          entry("crc32", key -> crc32(key) >> 16 & 0x7fff),
          entry("crc32a", KeyHash::crc32),
          entry("fnv1_64", key -> fnv(key, "14695981039346656037", "1099511628211", false)),
          entry("fnv1a_64", key -> fnv(key, "14695981039346656037", "1099511628211", true)),
          entry("fnv1_32", key -> fnv(key, "2166136261", "16777619", false)),
          entry("fnv1a_32", key -> fnv(key, "2166136261", "16777619", true)),
          entry("one_at_a_time", KeyHash::oneAtATime));

  private final ToLongFunction<byte[]> function;
  private final String tag;

  private KeyHash(ToLongFunction<byte[]> function, String tag) {
    this.function = function;
    this.tag = tag;
  }

  /** Returns the hash of a node; the stand-in does not know hsieh and jenkins. */
  public static KeyHash of(NodeSettings settings) {
    if (!isKnown(settings.hash())) {
      throw new IllegalArgumentException("the stand-in has no hash " + settings.hash());
    }
    return new KeyHash(FUNCTIONS.get(settings.hash()), settings.hashTag());
  }

  public static boolean isKnown(String hash) {
    return FUNCTIONS.containsKey(hash);
  }

  /** Returns the hash as an unsigned number of 32 bits. */
  public long of(byte[] key) {
    if (tag != null) {
      int open = indexOf(key, tag.charAt(0), 0);
      int close = open < 0 ? -1 : indexOf(key, tag.charAt(1), open + 1);
      if (close > open + 1) {
        return function.applyAsLong(Arrays.copyOfRange(key, open + 1, close));
      }
    }
    return function.applyAsLong(key);
  }

  private static int indexOf(byte[] key, char wanted, int from) {
    for (int i = from; i < key.length; i++) {
      if (key[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static long md5(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(key);
      return (digest[0] & 0xffL)
          | (digest[1] & 0xffL) << 8
          | (digest[2] & 0xffL) << 16
          | (digest[3] & 0xffL) << 24;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Divides bit by bit. Dynomite keeps what leaves the 16 bits of the remainder above them. */
  private static long crc16(byte[] key) {
    long register = 0;
    for (byte b : key) {
      long remainder = (register >> 8 ^ b) << 8 & 0xffff;
      for (int bit = 0; bit < 8; bit++) {
        remainder = (remainder & 0x8000) == 0 ? remainder << 1 : remainder << 1 ^ 0x11021;
      }
      register = (register << 8 ^ remainder) & MASK;
    }
    return register;
  }

  private static long crc32(byte[] key) {
    CRC32 crc = new CRC32();
    crc.update(key);
    return crc.getValue();
  }

  /** Returns the lower 32 bits. */
  private static long fnv(byte[] key, String basis, String prime, boolean xorFirst) {
    BigInteger hash = new BigInteger(basis);
    BigInteger factor = new BigInteger(prime);
    for (byte b : key) {
      BigInteger value = BigInteger.valueOf(b & 0xff);
      hash = xorFirst ? hash.xor(value).multiply(factor) : hash.multiply(factor).xor(value);
      hash = hash.mod(BigInteger.ONE.shiftLeft(64));
    }
    return hash.longValue() & MASK;
  }

  private static long oneAtATime(byte[] key) {
    long hash = 0;
    for (byte b : key) {
      hash = hash + b & MASK;
      hash = hash + (hash << 10) & MASK;
      hash ^= hash >> 6;
    }
    hash = hash + (hash << 3) & MASK;
    hash ^= hash >> 11;
    return hash + (hash << 15) & MASK;
  }
}
