// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
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
  private final RedisData here;
  private final Ticker ticker;
  private final Consumer<String> notes;
  private final LoadedParts loaded;
  private Optional<Patience> patience = Optional.empty();
  private LoadPlan plan;
  private Iterator<LoadPlan.Part> parts;
  private LoadPlan.Part part;
  private Iterator<ManifestChunk> chunks;
  private ManifestChunk chunk;
  private Optional<ChunkLoad> load = Optional.empty();
  private LoadCounts counts = new LoadCounts();
  private LoadCounts now = new LoadCounts();
  private boolean waits;
  private int unreadable;
  private long blocks;
  private boolean over;

  private DumpLoad(
      ChunkStore store,
      ChunkScope scope,
      LoadPlan plan,
      RedisData here,
      Ticker ticker,
      Consumer<String> notes) {
    this.store = store;
    this.scope = scope;
    this.plan = plan;
    this.here = here;
    this.ticker = ticker;
    this.notes = notes;
    this.parts = plan.parts().iterator();
    this.loaded = new LoadedParts();
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
      LoadPlan.requireDumps(store, scope);
      LoadPlan plan = LoadPlan.of(store, scope, notes);
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
      return new DumpLoad(store, scope, plan, here, ticker, notes);
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /**
   * Waits for a store that does not answer. Without this, the rest is skipped after a few chunks,
   * because a source has it.
   */
  public DumpLoad waiting(Patience with) {
    patience = Optional.of(with);
    return this;
  }

  /** Loads until the deadline or until it {@link #waits}, at least one block. */
  public void load(Deadline until, CancelSignal cancel) {
    waits = false;
    while (!over && !waits && !cancel.isCancelled()) {
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
      chunk = chunks.next();
      open();
    } else if (readable && parts.hasNext()) {
      part = parts.next();
      chunks = part.chunks().iterator();
    } else {
      over = true;
    }
  }

  private void open() {
    now = new LoadCounts();
    load =
        Optional.of(
            new ChunkLoad(
                store, part.manifest(), chunk, part.hashes(), scope.hash(), here, ticker, now));
  }

  private void block() {
    blocks++;
    ChunkLoad current = load.get();
    if (current.next()) {
      return;
    }
    current.close();
    load = Optional.empty();
    if (current.isMissing() && isRemoved(part)) {
      planAgain();
    } else if (current.failure().filter(this::mayPass).isPresent()) {
      waits = true;
      open();
    } else {
      ended(current);
    }
  }

  private void ended(ChunkLoad current) {
    boolean failed = current.failure().isPresent();
    unreadable = failed ? unreadable + 1 : 0;
    if (!failed) {
      patience.ifPresent(Patience::worked);
    }
    counts = counts.plus(now);
    now = new LoadCounts();
    loaded.chunk(part, chunk);
  }

  /** A store may also fail in a way that is never transient for a Redis. */
  private boolean mayPass(WarmupException e) {
    boolean refused = e.reason() == Reason.NOAUTH || e.reason() == Reason.NOPERM;
    WarmupException failure =
        e.reason().isTransient() || refused
            ? e
            : new WarmupException(Reason.CONNECTION_LOST, e.getMessage(), e);
    return patience.filter(p -> p.mayPass(failure)).isPresent();
  }

  /** Returns whether the dump was removed while it is loaded, as dump.keep does. */
  private boolean isRemoved(LoadPlan.Part of) {
    try {
      String name = Layout.manifest(of.manifest().dump().id());
      return !new StoredManifests(store).read(name).isPresent();
    } catch (WarmupException e) {
      return false;
    }
  }

  /** Chooses the dumps of what is not loaded yet. Loading a key again is harmless. */
  private void planAgain() {
    notes.accept(
        "dump "
            + part.manifest().dump().id()
            + " was removed while it was loaded; other dumps are used for the rest");
    loaded.planAgain();
    plan = LoadPlan.of(store, scope.without(loaded.hashes()), notes);
    TrialRestore.check(here, plan);
    parts = plan.parts().iterator();
    chunks = null;
    now = new LoadCounts();
  }

  public boolean over() {
    return over;
  }

  /** Returns whether the store does not answer, so that the next call should come after a pause. */
  public boolean waits() {
    return waits;
  }

  /** Returns the hashes that no dump contains. */
  public HashRanges missing() {
    return plan.missing();
  }

  /** Returns when the oldest of the dumps began, in milliseconds since 1970. */
  public long oldestMillis() {
    return loaded.oldestMillis(plan);
  }

  /** Returns the number of chunks to read. */
  private long all() {
    return loaded.chunks() + plan.chunks();
  }

  /** Returns how complete it is, such as "chunks 7 of 256 read, 1 damaged, 0 keys left out". */
  public String completeness() {
    LoadCounts found = counts();
    return "chunks "
        + found.chunks()
        + " of "
        + all()
        + " read, "
        + found.damages()
        + " damaged, "
        + Units.keys(loaded.leftOut(plan))
        + " left out of the dump";
  }

  public LoadCounts counts() {
    return counts.plus(now);
  }

  /** Returns a text that changes with each block. */
  public String place() {
    return counts.chunks() + " " + blocks;
  }

  /** Returns from where the keys come, such as ", from chunk 3 of 256 in file:///chunks". */
  public String origin() {
    return ", from chunk " + counts.chunks() + " of " + all() + " in " + store;
  }

  /** Waits until Redis has stored what was sent, and closes the store. */
  @Override
  public void close() {
    load.ifPresent(ChunkLoad::close);
    load = Optional.empty();
    store.close();
  }
}
