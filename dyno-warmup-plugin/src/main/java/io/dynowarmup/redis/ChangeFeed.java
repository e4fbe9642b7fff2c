// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.List;
import java.util.Optional;

/**
 * Names the keys of one Redis that are written, deleted or expire, in any database. It begins when
 * it is created and leaves nothing at the server when it ends. Used by one thread at a time.
 *
 * <p>The source of the facts is Redis' documentation of {@code CLIENT TRACKING} in broadcasting
 * mode (Redis 6.0 and newer).
 */
public interface ChangeFeed extends AutoCloseable {
  /** Returns a feed that knows nothing, for a server that has none. */
  static ChangeFeed none() {
    return new ChangeFeed() {
      @Override
      public Optional<List<byte[]>> changes() {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  /**
   * Returns the names of all keys that changed since the last call; a name may occur more than
   * once.
   *
   * @return empty if names may be missing: the connection broke, or a database was emptied. From
   *     then on it stays empty.
   */
  Optional<List<byte[]>> changes();

  /** Ends the feed. Never throws; may be called more than once. */
  @Override
  void close();
}
