// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import java.io.IOException;

/** Dumps without keys. */
final class Dumps {
  private Dumps() {}

  static Manifest empty(String id) {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id(id)
            .cluster("")
            .node("n")
            .hash("murmur")
            .hashTag("")
            .slices(1)
            .redisVersion("7.0.15")
            .runId("run")
            .startedMillis(1)
            .build();
    return new Manifest.Builder()
        .dump(dump)
        .ranges(HashRanges.ALL)
        .endedMillis(2)
        .replid("")
        .offsetBefore(0)
        .offsetAfter(0)
        .keys(0)
        .leftOut(0)
        .trial("")
        .build();
  }

  /** Stores a dump. */
  static void store(ChunkStore store, String id) {
    put(store, Layout.manifest(id), ManifestText.write(empty(id)));
    chunk(store, id);
  }

  /** Stores a chunk that no manifest lists. */
  static void chunk(ChunkStore store, String id) {
    put(store, Layout.chunks(id) + "0", new byte[1]);
  }

  private static void put(ChunkStore store, String name, byte[] bytes) {
    try (Draft draft = store.draft()) {
      draft.write(bytes);
      draft.commit(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
