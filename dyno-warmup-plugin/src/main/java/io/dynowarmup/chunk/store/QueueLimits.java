// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import org.immutables.value.Value;

/** The limits of a {@link ChunkQueue}, set when it is created. */
@Value.Immutable(builder = false)
public abstract class QueueLimits {
  QueueLimits() {}

  public static QueueLimits of(long visibilityMillis, int mostReceives) {
    return ImmutableQueueLimits.of(visibilityMillis, mostReceives);
  }

  /** Returns how long a message is hidden from others after it was received, in milliseconds. */
  public abstract long visibilityMillis();

  /** Returns how often a message is received before it becomes a dead letter; at least 1. */
  public abstract int mostReceives();

  @Value.Check
  void check() {
    if (visibilityMillis() < 1 || mostReceives() < 1) {
      throw new IllegalArgumentException(
          "visibility " + visibilityMillis() + " ms, receives " + mostReceives() + ": at least 1");
    }
  }
}
