// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import java.util.OptionalLong;
import org.immutables.value.Value;

/** How many messages a {@link ChunkQueue} holds. */
@Value.Immutable(builder = false)
public abstract class QueueDepth {
  QueueDepth() {}

  public static QueueDepth of(long waiting, long held, long dead, OptionalLong oldestMillis) {
    return ImmutableQueueDepth.of(waiting, held, dead, oldestMillis);
  }

  /** Returns the messages that can be received. */
  public abstract long waiting();

  /** Returns the messages that workers hold. */
  public abstract long held();

  /** Returns the dead letters. */
  public abstract long dead();

  /**
   * Returns how long ago the oldest message that waits was sent, in milliseconds; empty if none
   * waits or the queue does not report it.
   */
  public abstract OptionalLong oldestMillis();

  /** Returns whether no message waits and no worker holds one. */
  public boolean isDone() {
    return waiting() == 0 && held() == 0;
  }
}
