// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import java.util.function.Supplier;

/**
 * Holds the result of one probe of the local Dynomite. The admin port is queried only if the client
 * port listens: a query before that crashes a Dynomite that is being started.
 */
public final class DynomiteAnswer {
  private final DynomiteState state;
  private final boolean gone;
  private final String text;

  private DynomiteAnswer(DynomiteState state, boolean gone, String text) {
    this.state = state;
    this.gone = gone;
    this.text = text;
  }

  /**
   * @param clientPort opens a connection to the client port; this method closes it
   */
  public static DynomiteAnswer with(Supplier<RedisNode> clientPort, OwnAdmin admin) {
    try (RedisNode client = clientPort.get()) {
      client.ping();
    } catch (WarmupException e) {
      if (e.reason().isAbsent()) {
        return new DynomiteAnswer(
            DynomiteState.UNREACHABLE, true, "its client port refuses connections");
      }
      // Any other answer, including a refusal because of its state, shows that the port listens.
    }
    DynomiteState state = admin.state();
    return new DynomiteAnswer(
        state,
        false,
        state == DynomiteState.UNREACHABLE
            ? "it listens for clients, but its admin port does not answer"
            : admin.foreign());
  }

  public DynomiteState state() {
    return state;
  }

  public boolean answers() {
    return state != DynomiteState.UNREACHABLE;
  }

  /** Returns whether the client port does not listen, which means that the process is gone. */
  public boolean gone() {
    return gone;
  }

  /**
   * Returns why Dynomite does not answer, or belongs to another node, as a sentence; empty
   * otherwise.
   */
  public String text() {
    return text;
  }
}
