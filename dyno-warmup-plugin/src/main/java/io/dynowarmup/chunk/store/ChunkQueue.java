// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A queue of messages that any number of workers on any machines share. Every message is delivered
 * at least once; it may be delivered twice, late and in any order. Thread-safe.
 *
 * <p>A message that was received is hidden from others for the visibility time of the queue. If it
 * is neither acknowledged nor extended until then, the next worker receives it. A message becomes a
 * dead letter when it would be received more often than the queue allows.
 *
 * <p>Every method throws {@link io.dynowarmup.api.WarmupException} with the reasons of {@link
 * ChunkStore}; NO_STORE if the queue does not exist. {@code toString} returns the URI without any
 * secret.
 */
public interface ChunkQueue extends AutoCloseable {
  /** The longest body in bytes of UTF-8. */
  int MOST_BYTES = 128 * 1024;

  boolean exists();

  /**
   * Creates the queue. A queue of this owner stays as it is, with its own limits.
   *
   * @param owner the mark of the queue: letters, digits and {@code -}
   * @throws io.dynowarmup.api.WarmupException NOT_ALLOWED if a queue of another owner, or without
   *     an owner, has this name
   */
  void create(QueueLimits limits, String owner);

  /**
   * Checks that no other owner has a queue of this name, and waits for one that was just removed
   * and is still listed.
   *
   * @param owner the mark that may be there
   * @param notes receives a sentence if it waits
   * @throws io.dynowarmup.api.WarmupException NOT_ALLOWED as {@link #create}
   */
  default void requireNoOther(String owner, Consumer<String> notes) {
    if (exists() && !owner().filter(owner::equals).isPresent()) {
      throw QueueOwner.refused(toString(), owner());
    }
  }

  /** Returns who created the queue; empty if it does not exist or has no mark. */
  Optional<String> owner();

  /** Returns for how many milliseconds {@link #depth} may lag behind. */
  default long lagMillis() {
    return 0;
  }

  /**
   * Adds a message. Returns when it is on stable storage.
   *
   * @param body printable text, tabs and newlines, at most {@link #MOST_BYTES} long
   */
  void send(String body);

  /**
   * Receives a message that no other worker holds.
   *
   * @param waitMillis how long it may wait for one; it may also return earlier
   * @return empty if there is none
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<ChunkMessage> receive(long waitMillis) throws InterruptedException;

  /** Returns how many messages there are. The numbers of some queues lag behind. */
  QueueDepth depth();

  /** Returns the bodies of dead letters, which stay where they are. */
  List<String> deadLetters(int most);

  /** Removes the queue with all messages and dead letters. No effect if it does not exist. */
  void destroy();

  /** Releases connections. Never throws; may be called more than once. */
  @Override
  void close();
}
