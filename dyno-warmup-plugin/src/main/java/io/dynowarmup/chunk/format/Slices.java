// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

/**
 * Divides the ring into slices of equal size. They do not depend on the tokens of any rack, so a
 * node of any ring finds its keys in the slices that overlap its range. Immutable.
 */
public final class Slices {
  /** The number of slices by default. */
  public static final int DEFAULT_COUNT = 256;

  static final int MOST = 1_024;

  private final int count;

  /**
   * Creates slices.
   *
   * @param count 1 to 1024
   */
  public Slices(int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(count + " slices; allowed are 1 to " + MOST);
    }
    this.count = count;
  }

  public int count() {
    return count;
  }

  /** Returns the number that stands for function libraries, which belong to no slice. */
  public int libraries() {
    return count;
  }

  /** Returns the slice of a hash, 0 to {@link #count} - 1. */
  public int of(long hash) {
    return (int) (hash * count >>> 32);
  }

  /** Returns the hashes of a slice. */
  public HashRanges hashes(int slice) {
    return HashRanges.of(first(slice), first(slice + 1) - 1);
  }

  /** Returns the smallest hash h with {@code h * count / 2^32 >= slice}. */
  private long first(int slice) {
    return (slice * HashRanges.RING + count - 1) / count;
  }
}
