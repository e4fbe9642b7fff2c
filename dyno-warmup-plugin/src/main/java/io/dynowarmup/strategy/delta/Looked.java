package io.dynowarmup.strategy.delta;

import java.util.BitSet;

/**
 * Which keys were looked at, in two bytes a key: a Bloom filter. Of those that were not, one in
 * some hundred to two thousand is taken for looked at as long as there are 10 million keys at most,
 * and more of them beyond; never the other way round.
 */
final class Looked {
  /** 16 MiB. */
  private static final long MOST_BITS = 1L << 27;

  private static final long LEAST_BITS = 1L << 16;
  private static final int BITS_OF_A_KEY = 16;
  private static final int PROBES = 8;

  private final int size;
  private final BitSet bits;

  /**
   * @param keys about how many will be added
   */
  Looked(long keys) {
    long wanted = Math.max(LEAST_BITS, Math.min(MOST_BITS, keys * BITS_OF_A_KEY));
    size = (int) wanted;
    bits = new BitSet(size);
  }

  void add(byte[] key) {
    long hash = hash(key);
    for (int i = 0; i < PROBES; i++) {
      bits.set(probe(hash, i));
    }
  }

  /** False: certainly not. */
  boolean has(byte[] key) {
    long hash = hash(key);
    for (int i = 0; i < PROBES; i++) {
      if (!bits.get(probe(hash, i))) {
        return false;
      }
    }
    return true;
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
    return hash ^ hash >>> 33;
  }
}
