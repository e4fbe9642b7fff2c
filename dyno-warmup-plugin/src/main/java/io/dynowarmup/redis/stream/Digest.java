// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

/**
 * A 64 bit digest for comparing sequences of commands. Two different sequences have the same digest
 * by accident only, once in 2^64. It does not protect against an adversary.
 */
public final class Digest {
  /** The digest of no byte: the offset basis of FNV-1a. */
  public static final long EMPTY = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Digest() {}

  static long add(long digest, byte b) {
    return (digest ^ (b & 0xff)) * PRIME;
  }

  /** Returns the digest with these bytes added. */
  public static long add(long digest, byte[] bytes) {
    long all = digest;
    for (byte b : bytes) {
      all = add(all, b);
    }
    return all;
  }

  /** Returns the digest with a number added; the finalizer of SplitMix64 spreads its bits. */
  public static long mix(long digest, long number) {
    long z = digest * PRIME + number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
