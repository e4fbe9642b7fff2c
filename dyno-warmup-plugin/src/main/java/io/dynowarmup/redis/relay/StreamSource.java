// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import io.dynowarmup.redis.stream.ReplicationStream;
import java.util.Map;

/** Opens the replication stream that is relayed. */
public interface StreamSource {
  /**
   * Continues the stream of the source.
   *
   * @param announced options of REPLCONF with which the replica describes itself
   * @param replid replication id of the source
   * @param offset offset of the last byte that is not wanted
   * @throws io.dynowarmup.api.WarmupException SYNC_BROKEN or SOURCE_AT_RISK if the source cannot
   *     continue there; otherwise if it does not answer or refuses
   */
  ReplicationStream open(Map<String, String> announced, String replid, long offset);
}
