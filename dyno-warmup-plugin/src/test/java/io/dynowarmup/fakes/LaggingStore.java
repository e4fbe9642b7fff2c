// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.Deadline;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A store that lists none of its objects, and finds them by name only after some time. */
public final class LaggingStore implements ChunkStore {
  private final ChunkStore store;
  private final Deadline visible;

  /**
   * @param visible when the objects are found by name
   */
  public LaggingStore(ChunkStore store, Deadline visible) {
    this.store = store;
    this.visible = visible;
  }

  @Override
  public Draft draft() {
    return store.draft();
  }

  @Override
  public Optional<InputStream> open(String name) {
    return visible.passed() ? store.open(name) : Optional.empty();
  }

  @Override
  public List<StoredObject> list(String prefix) {
    return Collections.emptyList();
  }

  @Override
  public boolean delete(String name) {
    return store.delete(name);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public String toString() {
    return store.toString();
  }
}
