// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.Warmup;

/**
 * Extends the engine without a change to it. Extensions are found through {@link
 * java.util.ServiceLoader} with the class loader of this library. To install one, place its jar
 * beside the plugin's jar.
 */
public interface WarmupExtension extends AutoCloseable {
  /**
   * Attaches the extension. Called once, before the first run can start. An exception is logged,
   * and the warm-up continues without this extension.
   *
   * @param warmup the warm-up to observe and control
   */
  void attach(Warmup warmup);

  /**
   * Closes the extension. Called when the warm-up ends, after its last run; may be called more than
   * once.
   */
  @Override
  void close();
}
