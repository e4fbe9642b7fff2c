// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.time.Deadline;

/**
 * The first step of a copy: brings most keys into a node that takes no writes. What it overwrites
 * or misses is made equal to the source afterwards. Used by one thread.
 */
public interface Bulk {
  /** Copies until the deadline. No command is outstanding when it returns. */
  void copy(Deadline until) throws InterruptedException;

  /** Returns whether all is copied. */
  boolean over();

  /** Returns a text that changes as long as the copy moves. */
  String place();

  /** Returns how many keys were copied; a key may count twice. */
  long keys();

  /** Returns the bytes of the values that were copied. */
  long bytes();

  /** Returns from where the keys come, as the end of a sentence; empty for the source. */
  default String origin() {
    return "";
  }

  /** Releases what it holds. May be called more than once. */
  default void close() {}
}
