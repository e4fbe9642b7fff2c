// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.TransferContext;

/** Checks that both sides of a transfer are still the masters with which it began. */
public final class BothSides {
  private final TransferContext context;
  private String localRunId = "";

  public BothSides(TransferContext context) {
    this.context = context;
  }

  /**
   * Checks the source.
   *
   * @throws WarmupException SOURCE_FAILED if it is no longer a master, or as {@link
   *     io.dynowarmup.spi.SourcePin#check} throws
   */
  public void checkSource(RedisInfo source) {
    if (!source.replication().isMaster()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED, context.sourcePeer() + " is no longer a master");
    }
    context.pin().check(source);
  }

  /**
   * Checks the local Redis. After a restart it may again hold the values that were replaced.
   *
   * @throws WarmupException SOURCE_FAILED if it was restarted or is no longer a master
   */
  public void checkLocal(RedisInfo local) {
    String now = local.runId();
    boolean another = !localRunId.isEmpty() && !localRunId.equals(now);
    if (another || !local.replication().isMaster()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          "Redis "
              + context.local().endpoint()
              + (another ? " was restarted" : " is no longer a master"));
    }
    localRunId = now;
  }
}
