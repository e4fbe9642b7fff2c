// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Holds named objects. An object is stored completely or not at all, and never changes while it is
 * read. Thread-safe; a {@link Draft} and a stream are used by one thread at a time.
 *
 * <p>A name consists of segments that are separated by a slash; see {@link ObjectNames}. An object
 * that was stored is found by every later {@link #open} and {@link #list}, from any machine.
 *
 * <p>Every method throws {@link io.dynowarmup.api.WarmupException}:
 *
 * <ul>
 *   <li>NO_STORE if the directory or bucket does not exist;
 *   <li>FILE if a file cannot be read or written, for example because the disk is full;
 *   <li>NOAUTH if there are no valid credentials, NOPERM if they do not permit the operation;
 *   <li>REFUSED, UNREACHABLE, TIME_OUT, CONNECTION_LOST or BUSY if the server does not answer or
 *       limits the rate, after the implementation's own retries;
 *   <li>BAD_ARGUMENT if a name is not valid.
 * </ul>
 *
 * <p>{@code toString} returns the URI without any secret, for messages.
 */
public interface ChunkStore extends AutoCloseable {
  /** Begins an object. Creates what the store needs, such as its directory. */
  Draft draft();

  /** Opens an object for reading; empty if there is none of this name. The caller closes it. */
  Optional<InputStream> open(String name);

  /**
   * Returns all objects whose names begin with the prefix, sorted by name.
   *
   * @param prefix may end in the middle of a segment; the empty text for all objects
   */
  List<StoredObject> list(String prefix);

  /** Deletes an object; returns false if there was none of this name. */
  boolean delete(String name);

  /** Releases connections. Never throws; may be called more than once. */
  @Override
  void close();
}
