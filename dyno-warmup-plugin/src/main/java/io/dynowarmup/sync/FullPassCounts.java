// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

/** One look at keys of both sides. */
public interface FullPassCounts {
  /**
   * Some of it; takes milliseconds, or the rest of a settle time.
   *
   * @return whether there is more
   */
  boolean step() throws InterruptedException;
}
