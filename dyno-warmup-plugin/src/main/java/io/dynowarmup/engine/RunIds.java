// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the runs. The numbers continue after a restart, because the state file holds the last
 * one. Asks no server, because the state file may have to be found before the node is known.
 */
final class RunIds {
  private static final Logger LOG = LoggerFactory.getLogger(RunIds.class);

  private final EngineHost host;
  private long last;

  RunIds(EngineHost host) {
    this.host = host;
  }

  /** Returns an id that no earlier run of this node has. */
  synchronized String next() {
    last = Math.max(last, recorded()) + 1;
    return String.valueOf(last);
  }

  /**
   * Returns the last number in the state file. If several files can be that of this node, it
   * returns the highest number, which is unused in each of them.
   */
  private long recorded() {
    try {
      return StateLocation.candidates(host.readConfig()).stream()
          .mapToLong(path -> StateFile.open(path).lastRun())
          .max()
          .orElse(0);
    } catch (WarmupException e) {
      LOG.debug("Cannot tell the id of the last run: {}", e.getMessage());
      return 0;
    }
  }
}
