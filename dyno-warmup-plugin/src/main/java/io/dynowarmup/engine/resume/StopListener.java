// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.node.Node;

/** Hears of the steps of a planned stop while it is prepared. */
interface StopListener {
  /**
   * The stop is about to be noted at this offset of a source. Seconds may pass until the note is
   * written, in which a backlog of the default size may be overwritten.
   */
  void noting(Node node, Endpoint source, String replid, long offset);

  /**
   * The node takes no traffic, and its Redis has not saved yet.
   *
   * @param runId {@code run_id} of the Redis
   */
  void closed(Node node, String runId);
}
