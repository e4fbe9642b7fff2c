// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.keep;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkReader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads all chunks of a dump and compares every checksum. */
public final class DumpVerification {
  private final ChunkStore store;
  private final Consumer<String> damages;

  /**
   * Creates a verification.
   *
   * @param damages receives a sentence for each part that is damaged or missing
   */
  public DumpVerification(ChunkStore store, Consumer<String> damages) {
    this.store = store;
    this.damages = damages;
  }

  /**
   * Verifies a dump.
   *
   * @return the number of records that are sound
   * @throws WarmupException if the store does not answer
   */
  public long verify(Manifest manifest) {
    long sound = 0;
    for (ManifestChunk chunk : manifest.chunks()) {
      sound += verify(manifest, chunk);
    }
    return sound;
  }

  private long verify(Manifest manifest, ManifestChunk chunk) {
    Optional<InputStream> stream = store.open(chunk.name());
    if (!stream.isPresent()) {
      damages.accept("chunk " + chunk.name() + " is missing");
      return 0;
    }
    try (InputStream in = stream.get()) {
      ChunkReader reader = new ChunkReader(chunk.name(), in);
      ChunkHeader wanted = ChunkHeader.of(manifest.dump(), chunk.slice(), chunk.sequence());
      if (!reader.header().equals(wanted)) {
        damages.accept("chunk " + chunk.name() + " is another chunk than its manifest lists");
        return 0;
      }
      return reader.read(new Comparing());
    } catch (WarmupException e) {
      if (e.reason() != Reason.DAMAGED) {
        throw e;
      }
      damages.accept(e.getMessage());
      return 0;
    } catch (IOException e) {
      throw new WarmupException(
          Reason.FILE, "cannot read chunk " + chunk.name() + ": " + e.getMessage(), e);
    }
  }

  /** Takes the records, and passes damages on. */
  private final class Comparing implements ChunkReader.Sink {
    @Override
    public void records(List<ChunkRecord> records) {
      // the reader has compared their checksum
    }

    @Override
    public void damaged(String what) {
      damages.accept(what);
    }
  }
}
