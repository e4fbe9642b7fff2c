// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.util.Map;

/** The state of a node that a run without changes leaves as it is. */
record Untouched(
    RackNode node, String role, String replid, long keys, Map<String, String> settings) {
  static Untouched of(RackNode node) {
    return new Untouched(
        node,
        node.redis().info("replication", "role"),
        // Changes at every SLAVEOF and SLAVEOF NO ONE.
        node.redis().info("replication", "master_replid"),
        node.redis().keys(),
        Servers.settings(node));
  }
}
