// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/**
 * Changes settings of the local Redis so that RESTORE, or the next start after a crash, can undo
 * the change. Used by one thread.
 */
public interface LocalSettings {
  /**
   * Changes a setting with CONFIG SET. The first change of a setting records the previous value
   * first, and does nothing if the setting already has this value.
   *
   * @param name the name of the setting in Redis
   * @param value the new value
   */
  void set(String name, String value);

  /**
   * Changes a setting as {@link #set} does, but leaves a server that does not allow CONFIG
   * unchanged. Use it only to confirm a default.
   *
   * @param name the name of the setting in Redis
   * @param value the new value
   */
  void prefer(String name, String value);
}
