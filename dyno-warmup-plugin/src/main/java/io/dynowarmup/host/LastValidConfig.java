// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last valid settings in use between runs. A wrong edit of a file does not end the watch
 * of a node that serves. Thread-safe.
 */
public final class LastValidConfig {
  private static final Logger LOG = LoggerFactory.getLogger(LastValidConfig.class);

  private WarmupConfig last;
  private String problem = "";

  /**
   * Returns the current settings or, if they cannot be read, the last ones that could be. Logs each
   * change between the two.
   *
   * @throws WarmupException as the reader, if the settings have never been valid
   */
  public synchronized WarmupConfig of(Supplier<WarmupConfig> reader) {
    try {
      last = reader.get();
      if (!problem.isEmpty()) {
        problem = "";
        LOG.info("Settings are valid again and in use");
      }
    } catch (WarmupException e) {
      if (last == null) {
        throw e;
      }
      if (!problem.equals(e.getMessage())) {
        problem = e.getMessage();
        LOG.warn(
            "Settings are wrong, so no run can begin, and the last valid ones stay in use: {}",
            problem);
      }
    }
    return last;
  }
}
