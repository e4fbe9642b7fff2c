// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.Slices;
import io.dynowarmup.chunk.store.ChunkStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  /**
   * Refuses dumps that an operator has named and that are not there.
   *
   * @throws WarmupException STRATEGY_CANNOT if one is missing, or if the store does not answer
   */
  static void requireDumps(ChunkStore store, ChunkScope scope) {
    Optional<String> missing =
        answer(
            () ->
                scope.dumps().stream()
                    .filter(id -> !new StoredManifests(store).read(Layout.manifest(id)).isPresent())
                    .findFirst());
    if (missing.isPresent()) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          "there is no dump '"
              + missing.get()
              + "' in "
              + store
              + "; 'chunks list' shows the dumps");
    }
  }

  /**
   * Plans with the dumps of a store.
   *
   * @param notes receives a sentence for each dump that is not used
   * @throws WarmupException STRATEGY_CANNOT if the store does not answer
   */
  static LoadPlan of(ChunkStore store, ChunkScope scope, Consumer<String> notes) {
    StoredManifests stored = new StoredManifests(store);
    return of(
        answer(
            () ->
                scope.dumps().isEmpty()
                    ? stored.newestFirst(notes)
                    : stored.ofDumps(scope.dumps(), notes)),
        scope,
        notes);
  }

  /** A store that does not answer is not the fault of a source: another one has the same store. */
  private static <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (WarmupException e) {
      throw e.reason().isTransient()
          ? new WarmupException(Reason.STRATEGY_CANNOT, "no dump can be read: " + e.getMessage(), e)
          : e;
    }
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
