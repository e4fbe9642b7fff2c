// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import org.immutables.value.Value;

/** The header of a chunk: its dump, and the part of the dump that it contains. */
@Value.Immutable(builder = false)
public abstract class ChunkHeader {
  ChunkHeader() {}

  public static ChunkHeader of(DumpIdentity dump, int slice, int sequence) {
    return ImmutableChunkHeader.of(dump, slice, sequence);
  }

  public abstract DumpIdentity dump();

  /** Returns the slice of the ring, or {@link Slices#libraries}. */
  public abstract int slice();

  /** Returns the number of this chunk among those of the slice, from 0 on. */
  public abstract int sequence();

  /** Returns the header as text, see {@link Fields}. */
  String text() {
    Fields fields = new Fields();
    dump().write(fields);
    return fields.put("slice", slice()).put("sequence", sequence()).toString();
  }

  /**
   * Parses what {@link #text} returns.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static ChunkHeader parse(String text) {
    Fields fields = new Fields();
    for (String line : text.split("\n")) {
      fields.parse(line);
    }
    return of(DumpIdentity.read(fields), integer(fields, "slice"), integer(fields, "sequence"));
  }

  private static int integer(Fields fields, String name) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, fields.number(name)));
  }
}
