// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Loads the newest dumps of a node's range into its Redis, which takes no other writes. What is
 * damaged or cannot be read is counted and skipped. Used by one thread.
 */
public final class DumpLoad implements AutoCloseable {
  /** After so many chunks in a row that the store does not deliver, the rest is skipped. */
  private static final int MOST_UNREADABLE = 3;

  private final ChunkStore store;
  private final ChunkScope scope;
  private final LoadPlan plan;
  private final RedisData here;
  private final Ticker ticker;
  private final LoadCounts counts = new LoadCounts();
  private final Iterator<LoadPlan.Part> parts;
  private LoadPlan.Part part;
  private Iterator<ManifestChunk> chunks;
  private Optional<ChunkLoad> load = Optional.empty();
  private int unreadable;
  private long blocks;
  private boolean over;

  private DumpLoad(
      ChunkStore store, ChunkScope scope, LoadPlan plan, RedisData here, Ticker ticker) {
    this.store = store;
    this.scope = scope;
    this.plan = plan;
    this.here = here;
    this.ticker = ticker;
    this.parts = plan.parts().iterator();
  }

  /**
   * Chooses the dumps, and checks that Redis understands them. Changes nothing.
   *
   * @param store closed with the load, and if this method throws
   * @param notes receives a sentence for each dump that is not used
   * @throws WarmupException STRATEGY_CANNOT if the store does not answer, no dump contains keys of
   *     the range, or Redis does not understand the values; other reasons if the store cannot be
   *     read
   */
  public static DumpLoad open(
      ChunkStore store, ChunkScope scope, RedisData here, Ticker ticker, Consumer<String> notes) {
    boolean opened = false;
    try {
      LoadPlan plan = plan(store, scope, notes);
      if (plan.parts().isEmpty()) {
        throw new WarmupException(
            Reason.STRATEGY_CANNOT,
            "no dump of cluster '"
                + scope.cluster()
                + "' in "
                + store
                + " contains keys of this node; 'chunks list' shows the dumps");
      }
      TrialRestore.check(here, plan);
      opened = true;
      return new DumpLoad(store, scope, plan, here, ticker);
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** A store that does not answer is not the fault of a source: another one has the same store. */
  private static LoadPlan plan(ChunkStore store, ChunkScope scope, Consumer<String> notes) {
    try {
      return LoadPlan.of(new StoredManifests(store).newestFirst(notes), scope, notes);
    } catch (WarmupException e) {
      throw e.reason().isTransient()
          ? new WarmupException(Reason.STRATEGY_CANNOT, "no dump can be read: " + e.getMessage(), e)
          : e;
    }
  }

  /** Loads until the deadline, at least one block. */
  public void load(Deadline until, CancelSignal cancel) {
    while (!over && !cancel.isCancelled()) {
      if (load.isPresent()) {
        block();
      } else {
        next();
      }
      if (until.passed()) {
        return;
      }
    }
  }

  private void next() {
    boolean readable = unreadable < MOST_UNREADABLE;
    if (readable && chunks != null && chunks.hasNext()) {
      load =
          Optional.of(
              new ChunkLoad(
                  store,
                  part.manifest(),
                  chunks.next(),
                  part.hashes(),
                  scope.hash(),
                  here,
                  ticker,
                  counts));
    } else if (readable && parts.hasNext()) {
      part = parts.next();
      chunks = part.chunks().iterator();
    } else {
      over = true;
    }
  }

  private void block() {
    blocks++;
    ChunkLoad now = load.get();
    if (!now.next()) {
      unreadable = now.isUnreadable() ? unreadable + 1 : 0;
      now.close();
      load = Optional.empty();
    }
  }

  public boolean over() {
    return over;
  }

  public LoadPlan plan() {
    return plan;
  }

  public LoadCounts counts() {
    return counts;
  }

  /** Returns a text that changes with each block. */
  public String place() {
    return counts.chunks() + " " + blocks;
  }

  /** Returns from where the keys come, such as ", from chunk 3 of 256 in file:///chunks". */
  public String origin() {
    return ", from chunk " + counts.chunks() + " of " + plan.chunks() + " in " + store;
  }

  /** Waits until Redis has stored what was sent, and closes the store. */
  @Override
  public void close() {
    load.ifPresent(ChunkLoad::close);
    load = Optional.empty();
    store.close();
  }
}
