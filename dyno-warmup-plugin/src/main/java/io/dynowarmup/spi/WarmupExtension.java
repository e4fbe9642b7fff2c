// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.Warmup;

/**
 * Something that stands beside the engine and is found by itself ({@link java.util.ServiceLoader},
 * by the class loader of this library): dropping its jar beside the plugin's is all that it takes.
 */
public interface WarmupExtension extends AutoCloseable {
  /**
   * Called once, before the first run can begin. What it throws is logged and leaves the warm-up as
   * it is without this extension.
   */
  void attach(Warmup warmup);

  /** Called when the warm-up ends, after its last run. Any number of times. */
  @Override
  void close();
}
