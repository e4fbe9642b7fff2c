// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.ReplicationInfo;

/**
 * Detects from successive probes of a replica whether its link to the source has broken since it
 * came up. Redis reconnects at once, so a second snapshot also counts as a break.
 */
final class LinkSentry {
  private boolean seen;
  private boolean streamed;
  private long received;

  /**
   * Returns whether the link has broken.
   *
   * @param here a probe of the replica, later than the previous one
   */
  boolean broken(ReplicationInfo here) {
    long read = here.syncReadBytes().orElse(0);
    boolean again = here.syncInProgress() && (streamed || read < received) && !here.linkUp();
    boolean gone = seen && !here.linkUp() && !here.syncInProgress();
    seen |= here.linkUp() || here.syncInProgress();
    streamed |= here.linkUp();
    received = here.syncInProgress() ? Math.max(received, read) : received;
    return again || gone;
  }
}
