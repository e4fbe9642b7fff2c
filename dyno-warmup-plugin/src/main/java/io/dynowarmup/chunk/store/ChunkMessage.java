// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

/** A message that this worker holds. Used by one thread at a time. */
public interface ChunkMessage {
  String body();

  /** Returns how often the message was received, including this time. */
  int receives();

  /**
   * Hides the message from others for the visibility time from now on.
   *
   * @return false if the time was over, and another worker may have received the message
   */
  boolean extend();

  /**
   * Removes the message from the queue, because the work is done.
   *
   * @return false if the time was over, and another worker may do the same work again
   */
  boolean acknowledge();

  /** Lets another worker receive the message at once. No effect if the time was over. */
  void giveBack();
}
