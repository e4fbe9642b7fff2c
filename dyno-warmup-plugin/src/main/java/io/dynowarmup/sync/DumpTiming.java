// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.KeyState;
import java.util.Locale;

/** What a large key is at the source, and how long it took to take it once. Immutable. */
public final class DumpTiming {
  private final KeyState there;
  private final long memory;
  private final long millis;

  /**
   * @param there without a digest
   * @param memory bytes, as MEMORY USAGE says; -1 where it is not said
   * @param millis from asking for it until a copy of it was here and gone; 0 when it was not tried
   */
  DumpTiming(KeyState there, long memory, long millis) {
    this.there = there;
    this.memory = memory;
    this.millis = millis;
  }

  /** Whether it is too large to be taken in one go, or nobody knows. */
  public boolean tooLarge() {
    return tooLarge(memory);
  }

  static boolean tooLarge(long memory) {
    return memory < 0 || memory > AtomicCopy.MOST_BYTES;
  }

  /** From asking for it until a copy of it was here; 0 when it was too large for that. */
  public long millis() {
    return millis;
  }

  /** Such as "hash of 5000 elements, 1.2 MiB". */
  @Override
  public String toString() {
    String size =
        memory < 0
            ? "the source does not tell its MEMORY USAGE"
            : String.format(Locale.ROOT, "%.1f MiB", memory / (1024.0 * 1024));
    return there.absent() ? there.toString() : there + ", " + size;
  }
}
