// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import java.util.function.Supplier;
import org.immutables.value.Value;

/**
 * Holds the result of one probe of the local Dynomite. The admin port is queried only if the client
 * port listens: a query before that crashes a Dynomite that is being started.
 */
@Value.Immutable(builder = false)
public abstract class DynomiteAnswer {
  DynomiteAnswer() {}

  /**
   * @param clientPort opens a connection to the client port; this method closes it
   */
  public static DynomiteAnswer with(Supplier<RedisNode> clientPort, OwnAdmin admin) {
    try (RedisNode client = clientPort.get()) {
      client.ping();
    } catch (WarmupException e) {
      if (e.reason().isAbsent()) {
        return ImmutableDynomiteAnswer.of(
            DynomiteState.UNREACHABLE, true, "its client port refuses connections");
      }
      // Any other answer, including a refusal because of its state, shows that the port listens.
    }
    DynomiteState state = admin.state();
    return ImmutableDynomiteAnswer.of(
        state,
        false,
        state == DynomiteState.UNREACHABLE
            ? "it listens for clients, but its admin port does not answer"
            : admin.foreign().orElse(""));
  }

  public abstract DynomiteState state();

  /** Returns whether the client port does not listen, which means that the process is gone. */
  public abstract boolean gone();

  /**
   * Returns why Dynomite does not answer, or belongs to another node, as a sentence; empty
   * otherwise.
   */
  public abstract String text();

  public boolean answers() {
    return state() != DynomiteState.UNREACHABLE;
  }
}
