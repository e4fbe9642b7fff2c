// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import org.immutables.value.Value;

/** A chunk as a manifest lists it. */
@Value.Immutable(builder = false)
public abstract class ManifestChunk {
  ManifestChunk() {}

  public static ManifestChunk of(int slice, int sequence, long records, long bytes, String name) {
    return ImmutableManifestChunk.of(slice, sequence, records, bytes, name);
  }

  /** Returns the slice of the ring, or {@link Slices#libraries}. */
  public abstract int slice();

  /** Returns the number of this chunk among those of the slice, from 0 on. */
  public abstract int sequence();

  public abstract long records();

  /** Returns the size in bytes. */
  public abstract long bytes();

  /** Returns the name in the store. */
  public abstract String name();

  /** Returns the chunk as one line of fields that are separated by blanks. */
  @Override
  public final String toString() {
    return slice() + " " + sequence() + " " + records() + " " + bytes() + " " + name();
  }

  /**
   * Parses what {@link #toString} returns.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ManifestChunk parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 5 || !parts[4].startsWith(Layout.CHUNKS)) {
      throw new IllegalArgumentException("'" + Fields.shown(text) + "' is not a chunk");
    }
    return of(
        (int) Math.min(Integer.MAX_VALUE, Fields.number("slice", parts[0])),
        (int) Math.min(Integer.MAX_VALUE, Fields.number("sequence", parts[1])),
        Fields.number("records", parts[2]),
        Fields.number("bytes", parts[3]),
        parts[4]);
  }
}
