// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import java.util.OptionalLong;

/**
 * Detects whether the source refuses the local Redis as its replica. The local Redis only logs a
 * refusal; the source counts the calls that it rejects (Redis 6.2 and newer).
 */
final class Admission {
  private static final long PAUSE_MILLIS = 2_000;

  private final TransferContext context;
  private Deadline next;
  private OptionalLong before = OptionalLong.empty();

  Admission(TransferContext context) {
    this.context = context;
  }

  /**
   * Checks the source; call it while the link is down.
   *
   * @throws WarmupException SOURCE_FAILED if the source has rejected further calls
   */
  void check() {
    if (next == null || next.passed()) {
      boolean first = next == null;
      next = Deadline.after(context.ticker(), PAUSE_MILLIS);
      if (!first) {
        count(context.source().info("commandstats"));
      }
    }
  }

  private void count(RedisInfo stats) {
    long now = rejected(stats, "psync") + rejected(stats, "replconf");
    if (before.isPresent() && now > before.getAsLong()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          context.sourcePeer()
              + " refuses the PSYNC or REPLCONF of the local Redis "
              + context.local().endpoint()
              + ": permit both to user '"
              + context.sourceAccess().username().orElse("default")
              + "' there (ACL SETUSER, see conf/redis.conf.md)");
    }
    before = OptionalLong.of(now);
  }

  private static long rejected(RedisInfo stats, String command) {
    return stats.commandCounter(command, "rejected_calls").orElse(0);
  }
}
