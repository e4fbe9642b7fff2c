// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.topology.Topology;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the doubt about a node's data where no probe holds the lock on the node. */
final class DoubtFile {
  private static final Logger LOG = LoggerFactory.getLogger(DoubtFile.class);

  private final StateLocation location;

  DoubtFile(WarmupConfig config, Topology topology) {
    this.location = StateLocation.of(config, topology);
  }

  Optional<String> read() {
    return StateFile.open(location.found()).doubt().why();
  }

  /** Writes the doubt if it has changed. A run that has begun meanwhile wins. */
  void write(Optional<String> why) {
    if (read().equals(why)) {
      return;
    }
    try {
      RunLock lock = RunLock.take(location.adopted());
      try {
        StateFile file = StateFile.open(location.adopted(), location.node());
        if (lock.problem().isPresent()) {
          file.silent();
        }
        file.doubt().record(why);
      } finally {
        lock.close();
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot record that the data of this node is in doubt", e);
    }
  }
}
