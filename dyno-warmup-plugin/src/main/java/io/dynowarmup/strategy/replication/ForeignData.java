// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.unit.Units;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Drops the data that another process at the source's address has sent. Another process can take
 * the address between the last probe of the source and the sync. The data is dropped only if the
 * replica had the replication id of that process.
 */
final class ForeignData {
  private static final List<String> FLUSH = Arrays.asList("FLUSHALL", "ASYNC");

  private final TransferContext context;
  private String replid = "";
  private boolean closed;

  ForeignData(TransferContext context) {
    this.context = context;
  }

  /** Records the process at the source's address if it has another history than the source. */
  void check(RedisInfo info) {
    if (context.pin().isForeign(info)) {
      replid = info.replication().replid();
    }
  }

  /**
   * Drops the data if it came from another process. Only the first call does anything, because the
   * node may take writes afterwards.
   *
   * @param last the last replication info of the replica; it is a master now
   */
  void drop(ReplicationInfo last) {
    boolean ours = closed || context.pin().hasReplid(last.replid());
    closed = true;
    if (replid.isEmpty() || !replid.equals(last.replid()) || ours) {
      return;
    }
    RedisNode local = context.local();
    long keys = local.info().keys();
    if (keys > 0) {
      Optional<WarmupException> refusal =
          local.ask(Collections.singletonList(FLUSH)).get(0).refusal();
      context
          .warnings()
          .accept(
              "Redis "
                  + local.endpoint()
                  + " received "
                  + Units.keys(keys)
                  + " from another process at the address of "
                  + context.sourcePeer()
                  + " than the chosen source; they were "
                  + refusal
                      .map(e -> "not dropped: " + e.getMessage() + "; send FLUSHALL to it")
                      .orElse("dropped"));
    }
  }
}
