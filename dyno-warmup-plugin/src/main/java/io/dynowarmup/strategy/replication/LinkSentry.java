// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.ReplicationInfo;

/**
 * Tells from a row of looks at a replica whether its link to the source has broken since it came
 * up. Redis connects again at once, so a second snapshot counts as a break, too. Pure.
 */
final class LinkSentry {
  private boolean seen;
  private boolean streamed;
  private long received = -1;

  /**
   * @param here a look at the replica, later than the one before
   */
  boolean broken(ReplicationInfo here) {
    boolean again =
        here.syncInProgress() && (streamed || here.syncReadBytes() < received) && !here.linkUp();
    boolean gone = seen && !here.linkUp() && !here.syncInProgress();
    seen |= here.linkUp() || here.syncInProgress();
    streamed |= here.linkUp();
    received = here.syncInProgress() ? Math.max(received, here.syncReadBytes()) : received;
    return again || gone;
  }
}
