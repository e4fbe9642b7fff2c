// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.KeyRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Determines which keys belong to this node. */
public final class RingRange {
  private static final Logger LOG = LoggerFactory.getLogger(RingRange.class);

  private RingRange() {}

  /**
   * Returns the key range. If the topology knows no other token, a running Dynomite may know one.
   */
  public static KeyRange range(EngineHost host, WarmupConfig config, Topology topology) {
    KeyRange known = topology.keyRange();
    if (known.divides() || !known.whole() || !known.computable()) {
      return known;
    }
    try {
      return topology.keyRange(host.dynomiteAdmin(config, topology).clusterDescribe());
    } catch (WarmupException e) {
      LOG.debug("Cannot read the ring: {}", e.getMessage());
      return known;
    }
  }
}
