// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The stores and manifests that the messages name, each opened once. Thread-safe. */
final class StoredChunkSource implements AutoCloseable {
  private final Function<String, ChunkStore> opener;
  private final Map<String, ChunkStore> stores = new HashMap<>();
  private final Map<String, Manifest> manifests = new HashMap<>();

  /**
   * @param opener opens the store of a URI
   */
  StoredChunkSource(Function<String, ChunkStore> opener) {
    this.opener = opener;
  }

  synchronized ChunkStore store(PopulateMessage message) {
    return stores.computeIfAbsent(message.store(), opener);
  }

  /**
   * Returns the manifest of a message.
   *
   * @throws WarmupException DAMAGED if it is missing or cannot be used
   */
  synchronized Manifest manifest(PopulateMessage message) {
    return manifests.computeIfAbsent(
        message.store() + " " + message.manifest(),
        any ->
            new StoredManifests(store(message))
                .read(message.manifest())
                .orElseThrow(() -> missing("manifest " + message.manifest() + " is missing")));
  }

  /**
   * Returns the chunk of a message.
   *
   * @throws WarmupException DAMAGED if the manifest does not list it
   */
  static ManifestChunk chunk(Manifest manifest, PopulateMessage message) {
    return manifest.chunks().stream()
        .filter(c -> c.name().equals(message.chunk()))
        .findFirst()
        .orElseThrow(
            () ->
                missing(
                    "manifest " + message.manifest() + " does not list chunk " + message.chunk()));
  }

  private static WarmupException missing(String why) {
    return new WarmupException(Reason.DAMAGED, why);
  }

  @Override
  public synchronized void close() {
    stores.values().forEach(ChunkStore::close);
    stores.clear();
  }
}
