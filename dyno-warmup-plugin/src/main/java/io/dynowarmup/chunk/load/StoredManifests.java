// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The manifests of a store, which are its complete dumps. */
public final class StoredManifests {
  private static final int BUFFER = 8_192;

  private final ChunkStore store;

  public StoredManifests(ChunkStore store) {
    this.store = store;
  }

  /**
   * Returns all manifests, those of the newest dumps first.
   *
   * @param damaged receives a sentence for each manifest that cannot be used
   */
  public List<Manifest> newestFirst(Consumer<String> damaged) {
    return newestFirst(
        store.list(Layout.MANIFESTS).stream().map(StoredObject::name).collect(Collectors.toList()),
        damaged);
  }

  /**
   * Returns the manifests of some dumps as {@link #newestFirst(Consumer)} does. Does not rely on a
   * list, which may lag behind.
   *
   * @param ids of dumps; those that are not there are left out
   */
  public List<Manifest> ofDumps(Collection<String> ids, Consumer<String> damaged) {
    return newestFirst(ids.stream().map(Layout::manifest).collect(Collectors.toList()), damaged);
  }

  private List<Manifest> newestFirst(List<String> names, Consumer<String> damaged) {
    List<Manifest> all = new ArrayList<>();
    for (String name : names) {
      try {
        read(name).ifPresent(all::add);
      } catch (WarmupException e) {
        if (e.reason() != Reason.DAMAGED) {
          throw e;
        }
        damaged.accept(e.getMessage());
      }
    }
    all.sort(Comparator.comparingLong((Manifest m) -> m.dump().startedMillis()).reversed());
    return all;
  }

  /**
   * Reads a manifest; empty if there is none of this name.
   *
   * @throws WarmupException DAMAGED if it cannot be used
   */
  public Optional<Manifest> read(String name) {
    Optional<InputStream> stream = store.open(name);
    if (!stream.isPresent()) {
      return Optional.empty();
    }
    try (InputStream in = stream.get()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        all.write(buffer, 0, n);
        if (all.size() > ManifestText.MOST_BYTES) {
          throw new WarmupException(
              Reason.DAMAGED, "manifest " + name + " cannot be used: it is too large");
        }
      }
      return Optional.of(ManifestText.read(name, all.toByteArray()));
    } catch (IOException e) {
      boolean known = e.getCause() instanceof WarmupException;
      throw new WarmupException(
          known ? ((WarmupException) e.getCause()).reason() : Reason.FILE,
          "cannot read " + name + " in " + store + ": " + e.getMessage(),
          e);
    }
  }
}
