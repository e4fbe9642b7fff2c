// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.Slices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The chunks that a node loads: for each hash, those of the newest dump. Immutable. */
public final class LoadPlan {
  /** What one dump contributes. Immutable. */
  public static final class Part {
    private final Manifest manifest;
    private final HashRanges hashes;
    private final boolean libraries;

    /**
     * @param libraries whether its function libraries are loaded, too
     */
    Part(Manifest manifest, HashRanges hashes, boolean libraries) {
      this.manifest = manifest;
      this.hashes = hashes;
      this.libraries = libraries;
    }

    public Manifest manifest() {
      return manifest;
    }

    /** Returns the hashes whose keys are taken from this dump. */
    public HashRanges hashes() {
      return hashes;
    }

    /**
     * Returns the chunks that hold these keys; they may hold others, too. Function libraries are
     * those of the newest dump.
     */
    public List<ManifestChunk> chunks() {
      int ofLibraries = new Slices(manifest.dump().slices()).libraries();
      return manifest.chunksOf(hashes).stream()
          .filter(c -> libraries || c.slice() != ofLibraries)
          .collect(Collectors.toList());
    }
  }

  private final List<Part> parts;
  private final HashRanges missing;

  private LoadPlan(List<Part> parts, HashRanges missing) {
    this.parts = Collections.unmodifiableList(parts);
    this.missing = missing;
  }

  /**
   * Plans.
   *
   * @param newestFirst the complete dumps of a store
   * @param refused receives a sentence for each dump that is of another cluster
   */
  public static LoadPlan of(
      List<Manifest> newestFirst, ChunkScope scope, Consumer<String> refused) {
    List<Part> parts = new ArrayList<>();
    HashRanges missing = scope.ranges();
    for (Manifest manifest : newestFirst) {
      HashRanges found = missing.and(manifest.ranges());
      if (isOf(scope, manifest, refused) && !found.isEmpty()) {
        parts.add(new Part(manifest, found, parts.isEmpty()));
        missing = missing.minus(found);
      }
    }
    return new LoadPlan(parts, missing);
  }

  private static boolean isOf(ChunkScope scope, Manifest manifest, Consumer<String> refused) {
    String id = "dump " + manifest.dump().id() + " is not used: it is of ";
    if (!manifest.dump().cluster().equals(scope.cluster())) {
      refused.accept(
          id + "cluster '" + manifest.dump().cluster() + "', not '" + scope.cluster() + "'");
      return false;
    }
    String hash = manifest.dump().hash() + " " + manifest.dump().hashTag();
    String wanted = scope.hash().name() + " " + scope.hash().tag();
    if (!hash.equals(wanted)) {
      refused.accept(id + "a cluster with hash '" + hash + "', not '" + wanted + "'");
      return false;
    }
    return true;
  }

  public List<Part> parts() {
    return parts;
  }

  /** Returns the hashes that no dump contains. */
  public HashRanges missing() {
    return missing;
  }

  /** Returns when the oldest of the dumps began, in milliseconds since 1970. */
  public OptionalLong oldestMillis() {
    return parts.stream().mapToLong(p -> p.manifest().dump().startedMillis()).min();
  }

  /** Returns the number of chunks to read. */
  public long chunks() {
    return parts.stream().mapToLong(p -> p.chunks().size()).sum();
  }

  /** Returns the size of the chunks to read, in bytes. */
  public long bytes() {
    return parts.stream().flatMap(p -> p.chunks().stream()).mapToLong(ManifestChunk::bytes).sum();
  }
}
