// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.CommandPolicy;
import java.util.function.Supplier;

/** Reports failures to read the source as failures of the source. Nothing is written to it. */
final class SourceErrors implements CommandPolicy {
  @Override
  public <T> T send(int commands, Effect effect, Supplier<T> packet) {
    if (effect != Effect.READ) {
      throw new UnsupportedOperationException("nothing is written to the source");
    }
    return translated(packet);
  }

  /**
   * Runs a command.
   *
   * @throws WarmupException SOURCE_FAILED if the failure shows that the source does not serve
   */
  static <T> T translated(Supplier<T> command) {
    try {
      return command.get();
    } catch (WarmupException e) {
      if (e.reason().isRejected() || e.reason() == Reason.ABORTED) {
        throw e;
      }
      throw new WarmupException(Reason.SOURCE_FAILED, "the source failed: " + e.getMessage(), e);
    }
  }
}
