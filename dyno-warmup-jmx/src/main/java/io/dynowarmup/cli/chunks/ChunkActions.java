// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.chunks;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.dump.DumpProgress;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.keep.DumpExpiry;
import io.dynowarmup.chunk.keep.DumpVerification;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.chunk.NodeDump;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.time.Timer;
import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Dumps a node, and looks after the dumps in a store. */
public final class ChunkActions {
  private static final long REFRESH_MILLIS = 500;

  private final Consumer<String> out;
  private final Ticker ticker = Ticker.system();

  /**
   * Creates the actions.
   *
   * @param out receives the lines to print
   */
  public ChunkActions(Consumer<String> out) {
    this.out = out;
  }

  /** Dumps a node, and shows how far it is. */
  public Manifest dump(EngineHost host, boolean force, Screen screen) throws InterruptedException {
    try (Timer timer = new Timer(Pause.system(), (name, e) -> {})) {
      Manifest manifest =
          new NodeDump(host)
              .dump(
                  force,
                  CancelSignal.never(),
                  progress ->
                      timer.every("progress", REFRESH_MILLIS, () -> screen.live(text(progress))));
      timer.close();
      screen.live("");
      return manifest;
    }
  }

  private static String text(DumpProgress progress) {
    return progress.chunks() == 0
        ? Units.count(progress.names(), "name") + " listed"
        : Units.keys(progress.keys())
            + " in "
            + Units.count(progress.chunks(), "chunk")
            + ", "
            + Units.bytes(progress.bytes());
  }

  /** Prints the dumps of a store, the newest first. Returns the number of damaged manifests. */
  public long list(WarmupConfig config) {
    AtomicLong damaged = new AtomicLong();
    try (ChunkStore store = store(config)) {
      List<Manifest> all = manifests(store, damaged);
      all.forEach(manifest -> out.accept(line(manifest)));
      if (all.isEmpty() && damaged.get() == 0) {
        out.accept("no dump in " + store);
      }
    }
    return damaged.get();
  }

  private List<Manifest> manifests(ChunkStore store, AtomicLong damaged) {
    return new StoredManifests(store)
        .newestFirst(
            why -> {
              damaged.incrementAndGet();
              out.accept(why);
            });
  }

  /** Returns a dump in one line. */
  public String line(Manifest manifest) {
    long age = ticker.epochMillis() - manifest.dump().startedMillis();
    String left = manifest.leftOut() == 0 ? "" : ", " + manifest.leftOut() + " left out";
    return manifest.dump().id()
        + ": "
        + Units.keys(manifest.keys())
        + left
        + ", "
        + Units.bytes(manifest.bytes())
        + " in "
        + Units.count(manifest.chunks().size(), "chunk")
        + ", "
        + Units.time(Math.max(0, age))
        + " old, Redis "
        + manifest.dump().redisVersion();
  }

  /**
   * Reads all chunks and compares their checksums.
   *
   * @param id the dump; empty for all
   * @return the number of damages
   */
  public long verify(WarmupConfig config, String id) {
    AtomicLong damages = new AtomicLong();
    try (ChunkStore store = store(config)) {
      boolean found = false;
      for (Manifest manifest : manifests(store, damages)) {
        if (id.isEmpty() || id.equals(manifest.dump().id())) {
          found = true;
          verify(store, manifest, damages);
        }
      }
      if (!found && !id.isEmpty()) {
        throw new WarmupException(Reason.BAD_ARGUMENT, "there is no dump '" + id + "' in " + store);
      }
    }
    return damages.get();
  }

  private void verify(ChunkStore store, Manifest manifest, AtomicLong damages) {
    long before = damages.get();
    long sound =
        new DumpVerification(
                store,
                what -> {
                  damages.incrementAndGet();
                  out.accept(what);
                })
            .verify(manifest);
    boolean good = damages.get() == before && sound == manifest.records();
    if (!good && damages.get() == before) {
      damages.incrementAndGet();
    }
    out.accept(
        manifest.dump().id()
            + ": "
            + (good ? "sound, " : "damaged, ")
            + sound
            + " of "
            + Units.count(manifest.records(), "record"));
  }

  /** Removes all but the newest dumps of each node. */
  public void expire(WarmupConfig config, int keep) {
    try (ChunkStore store = store(config)) {
      new DumpExpiry(store, ticker).expire(keep, id -> out.accept("removed " + id), out);
    }
  }

  private ChunkStore store(WarmupConfig config) {
    return new ChunkStores(ticker, Pause.system()).store(uri(config));
  }

  /**
   * Returns the URI of the store.
   *
   * @throws WarmupException BAD_ARGUMENT if there is none
   */
  static String uri(WarmupConfig config) {
    return config
        .chunks()
        .store()
        .orElseThrow(
            () ->
                new WarmupException(
                    Reason.BAD_ARGUMENT,
                    "no store: name it with --store or the setting chunks.store"));
  }
}
