// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The chunks of one dump that are in the store at one moment. */
final class StoredChunks {
  private static final long LONGEST_LAG_MILLIS = 10_000;
  private static final long POLL_MILLIS = 500;

  private final ChunkStore store;
  private final Set<String> names;

  private StoredChunks(ChunkStore store, Set<String> names) {
    this.store = store;
    this.names = names;
  }

  static StoredChunks of(ChunkStore store, String dumpId) {
    Set<String> names =
        store.list(Layout.chunks(dumpId)).stream()
            .map(StoredObject::name)
            .collect(Collectors.toSet());
    return new StoredChunks(store, names);
  }

  /**
   * Returns the name of the first chunk that is not there; empty if all are. The list of a store
   * may lag behind, so a chunk that is not in it is asked for by its name for some seconds.
   */
  Optional<String> missing(List<ManifestChunk> wanted, DumpSource source)
      throws InterruptedException {
    Deadline until = source.in(LONGEST_LAG_MILLIS);
    for (ManifestChunk chunk : wanted) {
      if (!names.contains(chunk.name()) && !appears(chunk.name(), until, source)) {
        return Optional.of(chunk.name());
      }
    }
    return Optional.empty();
  }

  private boolean appears(String name, Deadline until, DumpSource source)
      throws InterruptedException {
    while (!exists(name)) {
      if (until.passed()) {
        return false;
      }
      source.pause(POLL_MILLIS);
    }
    return true;
  }

  private boolean exists(String name) {
    Optional<InputStream> found = store.open(name);
    if (found.isPresent()) {
      try {
        found.get().close();
      } catch (IOException e) {
        return true; // it was opened
      }
    }
    return found.isPresent();
  }

  /** Removes chunks that a killed process stored but did not record; they were stored again. */
  void removeOthers(List<ManifestChunk> listed) {
    Set<String> others = new HashSet<>(names);
    listed.forEach(chunk -> others.remove(chunk.name()));
    others.forEach(store::delete);
  }
}
