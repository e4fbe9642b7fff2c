// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.keep;

import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Removes all but the newest dumps of each node, and parts of dumps that never ended. */
public final class DumpExpiry {
  /** A dump without a manifest counts as abandoned after so long without a new chunk. */
  private static final long ABANDONED_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final ChunkStore store;
  private final Ticker ticker;

  public DumpExpiry(ChunkStore store, Ticker ticker) {
    this.store = store;
    this.ticker = ticker;
  }

  /**
   * Removes dumps.
   *
   * @param keep number of dumps that are kept of each node, 1 or more
   * @param removed receives the id of each dump that was removed
   * @param damaged receives a sentence for each manifest that cannot be read; its dump stays
   */
  public void expire(int keep, Consumer<String> removed, Consumer<String> damaged) {
    expire(keep, node -> true, id -> true, Optional.empty(), removed, damaged);
  }

  /**
   * Removes dumps as {@link #expire} does, but only those of one node.
   *
   * @param one a dump of the node, which stays: after a clock was set back, it is not the newest
   */
  public void expireLike(
      Manifest one, int keep, Consumer<String> removed, Consumer<String> damaged) {
    String end = withoutTime(one.dump().id());
    expire(
        keep,
        node(one)::equals,
        id -> withoutTime(id).equals(end),
        Optional.of(one),
        removed,
        damaged);
  }

  private void expire(
      int keep,
      Predicate<String> ofNode,
      Predicate<String> id,
      Optional<Manifest> stays,
      Consumer<String> removed,
      Consumer<String> damaged) {
    Map<String, Integer> kept = new HashMap<>();
    stays.ifPresent(one -> kept.put(node(one), 1));
    for (Manifest manifest : new StoredManifests(store).newestFirst(damaged)) {
      String node = node(manifest);
      boolean same = stays.filter(one -> one.dump().equals(manifest.dump())).isPresent();
      if (!same && ofNode.test(node) && kept.merge(node, 1, Integer::sum) > keep) {
        remove(manifest.dump().id());
        removed.accept(manifest.dump().id());
      }
    }
    removeAbandoned(id, removed);
  }

  /** Returns the part of an id that all dumps of a node have. */
  private static String withoutTime(String id) {
    return id.substring(id.indexOf('-') + 1);
  }

  private static String node(Manifest manifest) {
    return manifest.dump().cluster() + " " + manifest.dump().node();
  }

  /** Removes a dump: the manifest first, because a dump without one is not read. */
  public void remove(String id) {
    store.delete(Layout.manifest(id));
    for (StoredObject chunk : store.list(Layout.chunks(id))) {
      store.delete(chunk.name());
    }
  }

  private void removeAbandoned(Predicate<String> ofNode, Consumer<String> removed) {
    Map<String, Long> newest = new LinkedHashMap<>();
    for (StoredObject chunk : store.list(Layout.CHUNKS)) {
      newest.merge(Layout.dumpOfChunk(chunk.name()), chunk.storedMillis(), Math::max);
    }
    // after the chunks: a dump that ends meanwhile has a manifest now
    Set<String> complete = new HashSet<>();
    for (StoredObject manifest : store.list(Layout.MANIFESTS)) {
      complete.add(Layout.dumpOfManifest(manifest.name()));
    }
    List<String> abandoned = new ArrayList<>();
    newest.forEach(
        (id, at) -> {
          boolean old = ticker.epochMillis() - at > ABANDONED_MILLIS;
          if (!id.isEmpty() && old && !complete.contains(id) && ofNode.test(id)) {
            abandoned.add(id);
          }
        });
    for (String id : abandoned) {
      remove(id);
      removed.accept(id + ", which was never completed");
    }
  }
}
