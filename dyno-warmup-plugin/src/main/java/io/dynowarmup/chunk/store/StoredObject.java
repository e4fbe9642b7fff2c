// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import org.immutables.value.Value;

/** Describes an object of a {@link ChunkStore}. */
@Value.Immutable(builder = false)
public abstract class StoredObject {
  StoredObject() {}

  public static StoredObject of(String name, long bytes, long storedMillis) {
    return ImmutableStoredObject.of(name, bytes, storedMillis);
  }

  /** Returns the name within the store. */
  public abstract String name();

  /** Returns the size in bytes. */
  public abstract long bytes();

  /** Returns when it was stored, in milliseconds since 1970, by the clock of the store. */
  public abstract long storedMillis();
}
