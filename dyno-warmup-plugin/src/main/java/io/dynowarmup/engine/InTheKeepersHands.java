// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WatchedProcess;
import java.util.List;
import java.util.stream.Collectors;

/** Why no run begins between two: a look at the node takes long, or leads to a restart. Pure. */
final class InTheKeepersHands {
  private InTheKeepersHands() {}

  /**
   * @param last what is known of Redis and Dynomite, from this look as far as it has come
   */
  static WarmupException refusal(List<WatchedProcess> last) {
    String known = last.stream().map(WatchedProcess::toString).collect(Collectors.joining("; "));
    return new WarmupException(
        Reason.ALREADY_RUNNING,
        "no run was begun: the watch waits for an answer of Redis or Dynomite of this node, or"
            + " starts one of them (last known: "
            + known
            + "); try again in a few seconds");
  }
}
