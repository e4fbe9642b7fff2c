// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.pass;

import java.util.BitSet;

/**
 * Records which keys were compared. For up to three million keys it stores a 64-bit hash of each,
 * in 11 to 21 bytes. Two keys with the same hash are as unlikely as two equal digests.
 *
 * <p>For more keys it uses a Bloom filter of two bytes a key. Of the keys that were not compared,
 * about one in some hundred to two thousand is taken for compared, up to 10 million keys, and more
 * beyond that. A compared key is never taken for not compared.
 */
public final class SeenKeySet {
  /** The hashes take 32 MiB. */
  static final int MOST_HASHES = 3 << 20;

  private static final int LEAST_HASHES = 1_024;

  /** The filter takes 16 MiB. */
  private static final long MOST_BITS = 1L << 27;

  private static final int BITS_OF_A_KEY = 16;
  private static final int PROBES = 8;

  /** A hash table with open addressing; 0 marks a free place. Null if the filter is used. */
  private final long[] hashes;

  private int free;

  private final int size;
  private final BitSet bits;

  /**
   * Creates an empty set.
   *
   * @param keys approximate number of keys that will be added
   */
  public SeenKeySet(long keys) {
    boolean few = keys <= MOST_HASHES;
    int places = few ? places(Math.max(LEAST_HASHES, keys)) : 0;
    hashes = few ? new long[places] : null;
    free = places / 4 * 3;
    size = few ? 0 : (int) Math.min(MOST_BITS, keys * BITS_OF_A_KEY);
    bits = few ? null : new BitSet(size);
  }

  /** Returns a power of two; three quarters of it hold the keys. */
  private static int places(long keys) {
    return Integer.highestOneBit((int) ((keys * 4 - 1) / 3)) * 2;
  }

  /**
   * Adds a key. Keys beyond the expected number may be forgotten.
   *
   * @return false if the set is full and does not hold the key
   */
  public boolean add(byte[] key) {
    long hash = hash(key);
    if (hashes != null) {
      int place = place(hash);
      if (hashes[place] == 0 && free > 0) {
        hashes[place] = hash;
        free--;
      }
      return hashes[place] == hash;
    }
    for (int i = 0; i < PROBES; i++) {
      bits.set(probe(hash, i));
    }
    return true;
  }

  /** Returns true if the key was certainly compared; false if it may not have been. */
  boolean surely(byte[] key) {
    return hashes != null && has(key);
  }

  /** Returns false if the key was not compared or was forgotten. */
  public boolean has(byte[] key) {
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

  /**
   * Returns the place of the hash, or the free place for it. A quarter of the places is always
   * free.
   */
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

  /**
   * Computes FNV-1a followed by the final mix of MurmurHash3, so that all bits depend on the whole
   * key.
   */
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
