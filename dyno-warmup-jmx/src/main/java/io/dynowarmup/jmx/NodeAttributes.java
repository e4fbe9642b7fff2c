// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Peer;
import io.dynowarmup.jmx.table.AttributeTable;
import java.util.stream.Collectors;

/** Lists the attributes that say what the node is now. */
final class NodeAttributes {
  static final AttributeTable<BeanSource> TABLE =
      new AttributeTable<BeanSource>()
          .text(
              "NodeState",
              "What the node is now, whatever its last run was: SERVING, COLD (serves, not warm), "
                  + "WARMING (a run is in progress), CLOSED (Dynomite is not NORMAL), REPLICA "
                  + "(another program made Redis a replica), DOWN (Redis or Dynomite does not "
                  + "answer, or Redis is loading) or UNKNOWN (not probed).",
              s -> s.condition().state().name())
          .text(
              "NodeReason",
              "Why the node is in this state, one sentence.",
              s -> s.condition().reason())
          .text(
              "BootstrapState",
              "Whether the node is closed until it is bootstrapped (requires.bootstrap): "
                  + "NOT_REQUIRED, REQUIRES_BOOTSTRAP, BOOTSTRAPPING, BOOTSTRAPPED (warm, takes "
                  + "writes, reads are closed) or OPEN.",
              s -> s.bootstrap().name());

  /** Which node of the cluster it is. */
  static final AttributeTable<BeanSource> PLACE =
      new AttributeTable<BeanSource>()
          .text(
              "Node",
              "host:port of the Redis of this node; empty until the node is known.",
              s -> s.self(p -> p.redis().toString()))
          .text("NodeRack", "Rack of this node.", s -> s.self(Peer::rack))
          .text("NodeDatacenter", "Data centre of this node.", s -> s.self(Peer::datacenter))
          .text(
              "NodeTokens",
              "Tokens of this node, separated by commas.",
              s -> s.self(NodeAttributes::tokens));

  private static String tokens(Peer self) {
    return self.tokens().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private NodeAttributes() {}
}
