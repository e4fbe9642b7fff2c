// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The chunks of one dump that are in the store at one moment. */
final class StoredChunks {
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

  /** Returns the name of the first chunk that is not there; empty if all are. */
  Optional<String> missing(List<ManifestChunk> wanted) {
    return wanted.stream()
        .map(ManifestChunk::name)
        .filter(name -> !names.contains(name))
        .findFirst();
  }

  /** Removes chunks that a killed process stored but did not record; they were stored again. */
  void removeOthers(List<ManifestChunk> listed) {
    Set<String> others = new HashSet<>(names);
    listed.forEach(chunk -> others.remove(chunk.name()));
    others.forEach(store::delete);
  }
}
