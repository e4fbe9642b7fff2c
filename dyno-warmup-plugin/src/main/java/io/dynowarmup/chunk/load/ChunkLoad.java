// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkReader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads one chunk into a Redis, block by block. What is damaged is counted and skipped. */
public final class ChunkLoad implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkLoad.class);

  private final Manifest manifest;
  private final ManifestChunk chunk;
  private final LoadCounts counts;
  private final RecordLoader loader;
  private final Optional<InputStream> stream;
  private final ChunkReader reader;
  private boolean begun;
  private boolean missing;
  private Optional<WarmupException> failure = Optional.empty();

  /**
   * Opens a chunk. One that is missing or cannot be read counts as damaged.
   *
   * @param hashes the hashes whose keys are loaded
   */
  public ChunkLoad(
      ChunkStore store,
      Manifest manifest,
      ManifestChunk chunk,
      HashRanges hashes,
      KeyHash hash,
      RedisData here,
      Ticker ticker,
      LoadCounts counts) {
    this.manifest = manifest;
    this.chunk = chunk;
    this.counts = counts;
    this.loader = new RecordLoader(here, hash, hashes, ticker, counts);
    this.stream = opened(store);
    this.reader = stream.map(in -> new ChunkReader(chunk.name(), in)).orElse(null);
  }

  private Optional<InputStream> opened(ChunkStore store) {
    try {
      Optional<InputStream> found = store.open(chunk.name());
      if (!found.isPresent()) {
        missing = true;
        counts.damaged("chunk " + chunk.name() + " is missing");
      }
      return found;
    } catch (WarmupException e) {
      failure = Optional.of(e);
      counts.damaged("chunk " + chunk.name() + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns whether the store has no chunk of this name. */
  boolean isMissing() {
    return missing;
  }

  /** Returns why the store did not answer; the chunk may be sound. Empty if it did. */
  Optional<WarmupException> failure() {
    return failure;
  }

  /**
   * Loads the next block.
   *
   * @return false at the end of the chunk
   * @throws WarmupException if Redis does not take writes
   */
  public boolean next() {
    if (!stream.isPresent()) {
      counts.chunk();
      return false;
    }
    try {
      if (!begun) {
        begun = true;
        if (!isExpected(reader.header())) {
          counts.chunk();
          return false;
        }
      }
      if (reader.next(new Loading())) {
        return true;
      }
      loader.end();
      counts.chunk();
      return false;
    } catch (WarmupException e) {
      if (e.reason() != Reason.DAMAGED) {
        throw e;
      }
      loader.end();
      counts.damaged(e.getMessage());
      counts.chunk();
      return false;
    } catch (IOException e) {
      loader.end();
      String why = "the rest of chunk " + chunk.name() + " cannot be read: " + e.getMessage();
      failure = Optional.of(new WarmupException(Reason.CONNECTION_LOST, why, e));
      counts.damaged(why);
      counts.chunk();
      return false;
    }
  }

  /** Returns whether the chunk is the one that the manifest lists; another may have its name. */
  private boolean isExpected(ChunkHeader header) {
    ChunkHeader wanted = ChunkHeader.of(manifest.dump(), chunk.slice(), chunk.sequence());
    if (!header.equals(wanted)) {
      counts.damaged(
          "chunk "
              + chunk.name()
              + " cannot be used: it is slice "
              + header.slice()
              + " of dump "
              + header.dump().id());
      return false;
    }
    return true;
  }

  /** Closes the stream, and waits until Redis has stored what was sent. */
  @Override
  public void close() {
    try {
      loader.end();
    } catch (WarmupException e) {
      LOG.debug("The last keys of chunk {} were not stored", chunk.name(), e);
    }
    try {
      if (stream.isPresent()) {
        stream.get().close();
      }
    } catch (IOException e) {
      throw new WarmupException(
          Reason.FILE, "cannot close chunk " + chunk.name() + ": " + e.getMessage(), e);
    }
  }

  /** Passes records on to Redis. */
  private final class Loading implements ChunkReader.Sink {
    @Override
    public void records(List<ChunkRecord> records) {
      records.forEach(loader::load);
    }

    @Override
    public void damaged(String what) {
      counts.damaged(what);
    }
  }
}
