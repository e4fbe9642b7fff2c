// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.KeyShape;
import java.util.Locale;

/** Describes a large key at the source and how long one copy of it took. Immutable. */
public final class DumpTiming {
  private final KeyShape there;
  private final long memory;
  private final long millis;

  /**
   * Creates a description.
   *
   * @param there type and size of the key
   * @param memory MEMORY USAGE of the key in bytes; -1 if the source does not report it
   * @param millis time from requesting the key until its copy was created here and removed; 0 if it
   *     was not tried
   */
  DumpTiming(KeyShape there, long memory, long millis) {
    this.there = there;
    this.memory = memory;
    this.millis = millis;
  }

  /** Returns whether the key is too large for one DUMP, or its size is unknown. */
  public boolean tooLarge() {
    return tooLarge(memory);
  }

  static boolean tooLarge(long memory) {
    return memory < 0 || memory > AtomicCopy.MOST_BYTES;
  }

  /**
   * Returns the time from requesting the key until its copy was created here and removed, in
   * milliseconds; 0 if the key is too large for that.
   */
  public long millis() {
    return millis;
  }

  /** Returns a description such as "hash of 5000 elements, 1.2 MiB". */
  @Override
  public String toString() {
    String size =
        memory < 0
            ? "MEMORY USAGE unknown"
            : String.format(Locale.ROOT, "%.1f MiB", memory / (1024.0 * 1024));
    return there.absent() ? there.toString() : there + ", " + size;
  }
}
