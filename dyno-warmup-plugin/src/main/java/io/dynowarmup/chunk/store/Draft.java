// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import java.io.OutputStream;

/**
 * An object that is being written. It cannot be read until it is committed. {@link #write} throws
 * an {@link java.io.IOException} if the content cannot be stored. A draft that is closed before it
 * was committed leaves nothing behind.
 */
public abstract class Draft extends OutputStream {
  /**
   * Stores the content under this name, and replaces an object of this name. Returns when the
   * content is on stable storage. Call it once, and write nothing afterwards.
   */
  public abstract void commit(String name);

  /**
   * Stores the content as {@link #commit} does, unless an object of this name exists. Of several
   * callers with the same name, exactly one succeeds.
   *
   * @return false if an object of this name exists; then nothing was stored
   */
  public abstract boolean commitIfAbsent(String name);

  /** Discards what was not committed. Never throws; may be called more than once. */
  @Override
  public abstract void close();
}
