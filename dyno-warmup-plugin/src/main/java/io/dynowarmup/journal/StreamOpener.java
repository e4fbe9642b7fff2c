// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.redis.stream.ReplicationStream;

/** Opens the replication stream of one Redis. */
public interface StreamOpener {
  /**
   * Continues the stream after an offset. It asks only a server whose backlog reaches back, because
   * another one forks.
   *
   * @throws io.dynowarmup.api.WarmupException SYNC_BROKEN if the server cannot continue there, so
   *     that it was not asked; SOURCE_AT_RISK if it began a full sync, so that it must not be asked
   *     again; otherwise if it does not answer or refuses
   */
  ReplicationStream open(String replid, long offset);
}
