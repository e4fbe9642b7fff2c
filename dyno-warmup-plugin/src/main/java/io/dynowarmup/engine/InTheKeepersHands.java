// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WatchedProcess;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Explains why no run can begin between two runs: the supervisor's probe of the node takes long or
 * leads to a restart. A pure function.
 */
final class InTheKeepersHands {
  private InTheKeepersHands() {}

  /**
   * @param last what is known of Redis and Dynomite, including the current probe as far as it got
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
