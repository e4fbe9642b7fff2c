// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import java.util.function.Supplier;

/**
 * One look at the local Dynomite. The admin port is asked only when somebody listens on the client
 * port: a Dynomite that is being started, by whomever, ends with a question before that.
 */
final class DynomiteLook {
  private final DynomiteState state;
  private final boolean gone;
  private final String text;

  private DynomiteLook(DynomiteState state, boolean gone, String text) {
    this.state = state;
    this.gone = gone;
    this.text = text;
  }

  /**
   * @param clientPort a connection to it, opened here, and closed
   */
  static DynomiteLook with(Supplier<RedisNode> clientPort, OwnAdmin admin) {
    try (RedisNode client = clientPort.get()) {
      client.ping();
    } catch (WarmupException e) {
      if (e.reason() == Reason.REFUSED || e.reason() == Reason.UNREACHABLE) {
        return new DynomiteLook(
            DynomiteState.UNREACHABLE, true, "nobody listens on its client port");
      }
      // any other answer, a refusal of its state included: somebody listens
    }
    DynomiteState state = admin.state();
    return new DynomiteLook(
        state,
        false,
        state == DynomiteState.UNREACHABLE
            ? "it listens for clients, and its admin port does not answer"
            : admin.foreign());
  }

  DynomiteState state() {
    return state;
  }

  boolean answers() {
    return state != DynomiteState.UNREACHABLE;
  }

  /** Nobody listens: the process is gone. */
  boolean gone() {
    return gone;
  }

  /** Why it does not answer, or is not this node's, in a sentence. */
  String text() {
    return text;
  }
}
