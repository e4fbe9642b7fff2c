// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.KeyShape;
import java.util.Locale;
import java.util.OptionalLong;

/** Describes a large key at the source and how long one copy of it took. Immutable. */
public final class DumpTiming {
  private final KeyShape there;
  private final OptionalLong memory;
  private final long millis;

  /**
   * Creates a description.
   *
   * @param there type and size of the key
   * @param memory MEMORY USAGE of the key in bytes; empty if the source does not report it
   * @param millis time from requesting the key until its copy was created here and removed; 0 if it
   *     was not tried
   */
  DumpTiming(KeyShape there, OptionalLong memory, long millis) {
    this.there = there;
    this.memory = memory;
    this.millis = millis;
  }

  /** Returns whether the key is too large for one DUMP, or its size is unknown. */
  public boolean tooLarge() {
    return memory.orElse(Long.MAX_VALUE) > AtomicCopy.MOST_BYTES;
  }

  /**
   * Returns the time from requesting the key until its copy was created here and removed, in
   * milliseconds; 0 if it was not measured, because the key is absent or too large.
   */
  public long millis() {
    return millis;
  }

  /** Returns a description such as "hash of 5000 elements, 1.2 MiB". */
  @Override
  public String toString() {
    String size =
        memory.isPresent()
            ? String.format(Locale.ROOT, "%.1f MiB", memory.getAsLong() / (1024.0 * 1024))
            : "MEMORY USAGE unknown";
    return there.absent() ? there.toString() : there + ", " + size;
  }
}
