// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.util.List;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** The table of contents of a complete dump. It is stored last. */
@Value.Immutable
public abstract class Manifest {
  Manifest() {}

  /** Creates a manifest. */
  public static final class Builder extends ImmutableManifest.Builder {}

  public abstract DumpIdentity dump();

  /** Returns the hashes whose keys the dump contains. */
  public abstract HashRanges ranges();

  /** Returns when the dump ended, in milliseconds since 1970: no value is newer. */
  public abstract long endedMillis();

  /** Returns the replication ID of the source; empty if it is unknown. */
  public abstract String replid();

  /** Returns the replication offset of the source before the first key was read. */
  public abstract long offsetBefore();

  /** Returns the replication offset of the source after the last key was read. */
  public abstract long offsetAfter();

  /** Returns the number of keys; a large key has several records. */
  public abstract long keys();

  /** Returns the number of keys that could not be stored. */
  public abstract long leftOut();

  /**
   * Returns a small reply of DUMP in hexadecimal, for testing whether a Redis understands the
   * others; empty if all values are strings.
   */
  public abstract String trial();

  /** Returns the chunks, ordered by slice and sequence. */
  public abstract List<ManifestChunk> chunks();

  /** Returns the size of all chunks in bytes. */
  public long bytes() {
    return chunks().stream().mapToLong(ManifestChunk::bytes).sum();
  }

  public long records() {
    return chunks().stream().mapToLong(ManifestChunk::records).sum();
  }

  /** Returns the chunks of those slices that overlap these hashes, and of the libraries. */
  public List<ManifestChunk> chunksOf(HashRanges hashes) {
    Slices slices = new Slices(dump().slices());
    return chunks().stream()
        .filter(
            c -> c.slice() == slices.libraries() || !slices.hashes(c.slice()).and(hashes).isEmpty())
        .collect(Collectors.toList());
  }
}
