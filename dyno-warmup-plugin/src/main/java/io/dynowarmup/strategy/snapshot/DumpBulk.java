// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.snapshot;

import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.load.ChunkLoad;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.chunk.load.LoadPlan;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.copy.Bulk;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Iterator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the chunks of a plan into this node. What is damaged or cannot be read is skipped, because
 * the source has it too.
 */
final class DumpBulk implements Bulk {
  private static final Logger LOG = LoggerFactory.getLogger(DumpBulk.class);

  /** After so many chunks in a row that the store does not deliver, the source has to do. */
  private static final int MOST_UNREADABLE = 3;

  private final TransferContext context;
  private final ChunkStore store;
  private final KeyHash hash;
  private final RedisData here;
  private final LoadPlan plan;
  private final LoadCounts counts = new LoadCounts();
  private final Iterator<LoadPlan.Part> parts;
  private LoadPlan.Part part;
  private Iterator<ManifestChunk> chunks;
  private Optional<ChunkLoad> load = Optional.empty();
  private int unreadable;
  private long blocks;
  private boolean over;

  DumpBulk(TransferContext context, ChunkStore store, LoadPlan plan, KeyHash hash, RedisData here) {
    this.context = context;
    this.store = store;
    this.plan = plan;
    this.hash = hash;
    this.here = here;
    this.parts = plan.parts().iterator();
  }

  @Override
  public void copy(Deadline until) {
    while (!over && !context.cancel().isCancelled()) {
      if (load.isPresent()) {
        blocks();
      } else {
        next();
      }
      if (until.passed()) {
        return;
      }
    }
  }

  private void next() {
    if (chunks != null && chunks.hasNext() && unreadable < MOST_UNREADABLE) {
      load =
          Optional.of(
              new ChunkLoad(
                  store,
                  part.manifest(),
                  chunks.next(),
                  part.hashes(),
                  hash,
                  here,
                  context.ticker(),
                  counts));
    } else if (parts.hasNext() && unreadable < MOST_UNREADABLE) {
      part = parts.next();
      chunks = part.chunks().iterator();
    } else {
      end();
    }
  }

  private void blocks() {
    blocks++;
    ChunkLoad now = load.get();
    if (!now.next()) {
      unreadable = now.isUnreadable() ? unreadable + 1 : 0;
      now.close();
      load = Optional.empty();
    }
  }

  private void end() {
    over = true;
    LOG.info(
        "Loaded {} of {}, {} had expired",
        Units.keys(counts.keys()),
        Units.count(counts.chunks(), "chunk"),
        counts.expired());
    if (!counts.sentences().isEmpty()) {
      context
          .warnings()
          .accept(
              "the dump is not complete, and the rest is copied from the source: "
                  + String.join("; ", counts.sentences()));
    }
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public String place() {
    return counts.chunks() + " " + blocks;
  }

  @Override
  public long keys() {
    return counts.keys();
  }

  @Override
  public long bytes() {
    return counts.bytes();
  }

  @Override
  public String origin() {
    return ", from chunk " + counts.chunks() + " of " + plan.chunks() + " in " + store;
  }

  @Override
  public void close() {
    load.ifPresent(ChunkLoad::close);
    load = Optional.empty();
    store.close();
  }
}
