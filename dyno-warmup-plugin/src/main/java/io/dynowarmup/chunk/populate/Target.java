// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;

/** The connections of one worker to one node that is loaded. Used by one thread. */
final class Target implements AutoCloseable {
  private final RedisNode node;
  private final RedisData data;
  private final DynomiteAdmin admin;

  Target(RedisNode node, RedisData data, DynomiteAdmin admin) {
    this.node = node;
    this.data = data;
    this.admin = admin;
  }

  /**
   * Returns the keys of the node, for the work of one message.
   *
   * @throws io.dynowarmup.api.WarmupException NOT_ALLOWED if the node is not closed, or does not
   *     admit this warm-up
   */
  RedisData admitted(String warmUp) {
    requireClosed();
    data.select(0);
    return new FencedData(data, this::requireClosed, TargetFence.require(node, warmUp));
  }

  private void requireClosed() {
    DynomiteState state = admin.state();
    if (state != DynomiteState.STANDBY) {
      throw TargetFence.refused(
          node.endpoint().toString(), "its Dynomite is " + state + ", not STANDBY");
    }
  }

  @Override
  public void close() {
    node.close();
    data.close();
  }
}
