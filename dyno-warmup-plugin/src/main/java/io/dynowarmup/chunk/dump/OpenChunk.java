// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkWriter;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import java.io.IOException;

/** A chunk that is being written to the store. */
final class OpenChunk implements AutoCloseable {
  private final ChunkStore store;
  private final ChunkHeader header;
  private final Draft draft;
  private final ChunkWriter writer;
  private long keys;

  OpenChunk(ChunkStore store, ChunkHeader header) {
    this.store = store;
    this.header = header;
    this.draft = store.draft();
    try {
      this.writer = new ChunkWriter(draft, header);
    } catch (IOException e) {
      draft.close();
      throw failed(e);
    }
  }

  /** Adds a record that belongs to the same key as the previous one, or to no key. */
  void add(ChunkRecord record) {
    try {
      writer.add(record);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Adds a record that is a whole key. */
  void addKey(ChunkRecord record) {
    add(record);
    keys++;
  }

  /** Counts a key whose records were added. */
  void countKey() {
    keys++;
  }

  long bytes() {
    return writer.bytes();
  }

  long keys() {
    return keys;
  }

  /** Stores the chunk. */
  ManifestChunk commit() {
    try {
      String name = Layout.chunk(header, writer.finish());
      draft.commit(name);
      return ManifestChunk.of(
          header.slice(), header.sequence(), writer.records(), writer.bytes(), name);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private WarmupException failed(IOException e) {
    return new WarmupException(
        Reason.FILE, "cannot write a chunk to " + store + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    draft.close();
  }
}
