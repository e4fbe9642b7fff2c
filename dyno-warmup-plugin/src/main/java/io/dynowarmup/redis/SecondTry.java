// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.function.Supplier;

/**
 * Sends a packet once more on a new connection if the connection turns out to be closed. A server
 * closes an idle connection (its {@code timeout}), and an operator may close it (CLIENT KILL).
 */
public final class SecondTry implements CommandPolicy {
  @Override
  public <T> T send(int commands, Effect effect, Supplier<T> packet) {
    try {
      return packet.get();
    } catch (WarmupException e) {
      if (e.reason() != Reason.CONNECTION_LOST || !effect.isRepeatable()) {
        throw e;
      }
      return packet.get();
    }
  }
}
