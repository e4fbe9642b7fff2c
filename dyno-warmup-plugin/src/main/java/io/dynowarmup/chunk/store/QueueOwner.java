// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Optional;

/** The refusal of a queue that another process has created. */
public final class QueueOwner {
  private QueueOwner() {}

  /**
   * Returns the error.
   *
   * @param queue as a user knows it
   * @param owner the mark of the queue; empty if it has none
   */
  public static WarmupException refused(String queue, Optional<String> owner) {
    return new WarmupException(
        Reason.NOT_ALLOWED,
        "queue "
            + queue
            + " exists, and "
            + owner.map(o -> "warm-up " + o + " has created it").orElse("no warm-up has created it")
            + ": it stays as it is; name a queue that does not exist, or remove this one");
  }
}
