// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import java.util.BitSet;

/**
 * Which keys were looked at. Of up to three million, the 64-bit hash of each, in eleven to
 * twenty-one bytes: that another key has the same is as likely as that two digests are. Of more, a
 * Bloom filter of two bytes a key: of those that were not looked at, one in some hundred to two
 * thousand is taken for looked at as long as there are 10 million keys at most, and more of them
 * beyond; never the other way round.
 */
final class SeenKeySet {
  /** 32 MiB. */
  static final int MOST_HASHES = 3 << 20;

  private static final int LEAST_HASHES = 1_024;

  /** 16 MiB. */
  private static final long MOST_BITS = 1L << 27;

  private static final int BITS_OF_A_KEY = 16;
  private static final int PROBES = 8;

  /** Open addressing; 0 is a free place. Null where bits are used. */
  private final long[] hashes;

  private int free;

  private final int size;
  private final BitSet bits;

  /**
   * @param keys about how many will be added
   */
  SeenKeySet(long keys) {
    boolean few = keys <= MOST_HASHES;
    int places = few ? places(Math.max(LEAST_HASHES, keys)) : 0;
    hashes = few ? new long[places] : null;
    free = places / 4 * 3;
    size = few ? 0 : (int) Math.min(MOST_BITS, keys * BITS_OF_A_KEY);
    bits = few ? null : new BitSet(size);
  }

  /** A power of two, of which three quarters are enough. */
  private static int places(long keys) {
    return Integer.highestOneBit((int) ((keys * 4 - 1) / 3)) * 2;
  }

  /** More than were expected may be forgotten. */
  void add(byte[] key) {
    long hash = hash(key);
    if (hashes != null) {
      int place = place(hash);
      if (hashes[place] == 0 && free > 0) {
        hashes[place] = hash;
        free--;
      }
      return;
    }
    for (int i = 0; i < PROBES; i++) {
      bits.set(probe(hash, i));
    }
  }

  /** True: certainly looked at. False: perhaps not. */
  boolean surely(byte[] key) {
    return hashes != null && has(key);
  }

  /** False: not looked at, or forgotten. */
  boolean has(byte[] key) {
    long hash = hash(key);
    if (hashes != null) {
      return hashes[place(hash)] == hash;
    }
    for (int i = 0; i < PROBES; i++) {
      if (!bits.get(probe(hash, i))) {
        return false;
      }
    }
    return true;
  }

  /** Where it is, or the free place where it belongs; one in four is free. */
  private int place(long hash) {
    int place = (int) hash & hashes.length - 1;
    while (hashes[place] != 0 && hashes[place] != hash) {
      place = place + 1 & hashes.length - 1;
    }
    return place;
  }

  private int probe(long hash, int number) {
    long step = hash >>> 32 | 1;
    return (int) Math.floorMod(hash + number * step, (long) size);
  }

  /** FNV-1a, and the last steps of MurmurHash 3, so that all bits depend on all of the key. */
  private static long hash(byte[] key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
