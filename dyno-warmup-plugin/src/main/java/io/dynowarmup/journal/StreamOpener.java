// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.redis.stream.ReplicationStream;

/** Opens the replication stream of one Redis. */
public interface StreamOpener {
  /**
   * Continues the stream after an offset. It never makes the server fork.
   *
   * @throws io.dynowarmup.api.WarmupException SYNC_BROKEN if the server cannot continue there;
   *     otherwise if it does not answer or refuses
   */
  ReplicationStream open(String replid, long offset);
}
