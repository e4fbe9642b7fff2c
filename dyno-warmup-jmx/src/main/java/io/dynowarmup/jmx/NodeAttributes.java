// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.jmx.table.AttributeTable;

/** Lists the attributes that say what the node is now. */
final class NodeAttributes {
  static final AttributeTable<BeanSource> TABLE =
      new AttributeTable<BeanSource>()
          .text(
              "NodeState",
              "What the node is now, whatever its last run was: SERVING, COLD (serves, not warm), "
                  + "WARMING (a run is going on), CLOSED (Dynomite is not NORMAL), REPLICA "
                  + "(another program made Redis a replica), DOWN (Redis or Dynomite does not "
                  + "answer, or Redis is loading) or UNKNOWN (not probed).",
              s -> s.condition().state().name())
          .text(
              "NodeReason",
              "Why the node is in this state, one sentence.",
              s -> s.condition().reason());

  private NodeAttributes() {}
}
