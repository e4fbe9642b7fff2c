// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/**
 * Changes settings of the local Redis in a way that RESTORE, or the next start after a crash, can
 * undo. Used by one thread.
 */
public interface LocalSettings {
  /**
   * CONFIG SET, unless the setting has this value already; what was there before is remembered
   * first.
   */
  void set(String name, String value);

  /**
   * The same where it would only make sure of a default: a server that does not allow CONFIG is
   * left as it is.
   */
  void prefer(String name, String value);
}
