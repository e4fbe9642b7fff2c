// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Optional;

/**
 * The claim of another run on this run's node. A run that begins takes the claim before it sees the
 * connection of this run, and gives it back at once. So a claim counts after two looks.
 */
public final class OtherClaim {
  private volatile String owner = "";

  /** Returns the claim of another run than that of this state file; empty if there is none. */
  public static Optional<NodeClaim> of(RedisInfo local, String owner) {
    return local.nodeClaim().filter(c -> c.in(local.runId()) && !c.owner().equals(owner));
  }

  /**
   * Records a look.
   *
   * @param found the claim of another run; empty if there was none
   * @return the claim, if the last look found the same run
   */
  public Optional<NodeClaim> looked(Optional<NodeClaim> found) {
    String before = owner;
    owner = found.map(NodeClaim::owner).orElse("");
    return found.filter(c -> c.owner().equals(before));
  }

  /** Returns whether the last look found a claim. */
  public boolean isSeen() {
    return !owner.isEmpty();
  }
}
