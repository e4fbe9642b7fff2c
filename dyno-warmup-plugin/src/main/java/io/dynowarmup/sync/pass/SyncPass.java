// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.pass;

import io.dynowarmup.sync.PendingKeys;

/** One pass that compares keys of both sides, step by step. */
public interface SyncPass {
  /**
   * Does one step. It takes milliseconds, or the rest of a settle time.
   *
   * @return whether there are more steps
   */
  boolean step() throws InterruptedException;

  /** Adds the keys of this pass that wait to be compared, except those that a scan will return. */
  default void addOpen(PendingKeys list) {}
}
