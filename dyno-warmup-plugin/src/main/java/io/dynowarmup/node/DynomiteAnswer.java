// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import java.util.function.Supplier;

/**
 * One look at the local Dynomite. The admin port is asked only when somebody listens on the client
 * port: a Dynomite that is being started, by whomever, ends with a question before that.
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
   * @param clientPort a connection to it, opened here, and closed
   */
  static DynomiteAnswer with(Supplier<RedisNode> clientPort, OwnAdmin admin) {
    try (RedisNode client = clientPort.get()) {
      client.ping();
    } catch (WarmupException e) {
      if (e.reason() == Reason.REFUSED || e.reason() == Reason.UNREACHABLE) {
        return new DynomiteAnswer(
            DynomiteState.UNREACHABLE, true, "nobody listens on its client port");
      }
      // any other answer, a refusal of its state included: somebody listens
    }
    DynomiteState state = admin.state();
    return new DynomiteAnswer(
        state,
        false,
        state == DynomiteState.UNREACHABLE
            ? "it listens for clients, and its admin port does not answer"
            : admin.foreign());
  }

  public DynomiteState state() {
    return state;
  }

  public boolean answers() {
    return state != DynomiteState.UNREACHABLE;
  }

  /** Nobody listens: the process is gone. */
  public boolean gone() {
    return gone;
  }

  /** Why it does not answer, or is not this node's, in a sentence. */
  public String text() {
    return text;
  }
}
