// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.topology.KeyRange;
import io.dynowarmup.topology.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which keys belong to this node. */
final class RingLook {
  private static final Logger LOG = LoggerFactory.getLogger(RingLook.class);

  private RingLook() {}

  /** Where no other token is known, a running Dynomite may know one. */
  static KeyRange range(EngineHost host, WarmupConfig config, Topology topology) {
    KeyRange known = topology.keyRange();
    if (known.divides() || !known.whole() || !topology.dynomite().hash().supported()) {
      return known;
    }
    try {
      return topology.keyRange(host.dynomiteAdmin(config, topology).clusterDescribe());
    } catch (WarmupException e) {
      LOG.debug("the ring is not known: {}", e.getMessage());
      return known;
    }
  }
}
