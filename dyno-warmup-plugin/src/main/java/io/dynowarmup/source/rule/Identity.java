// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/** Decides which Redis process answers at a peer's address. */
final class Identity {
  private Identity() {}

  /** Objects to this node itself, whatever name or address it is listed under. */
  static Optional<Finding> thisNode(PeerFacts f, Survey survey) {
    String own = survey.rules().localRunId();
    return !own.isEmpty() && own.equals(f.runId())
        ? Optional.of(
            Finding.never(
                "is this node itself: the Redis at "
                    + f.peer().redis()
                    + " has the run_id of the local Redis ("
                    + own
                    + "); correct the peer's address or port"))
        : Optional.empty();
  }

  /** Objects to the second of two peers with the same Redis. The first in the list is used. */
  static Optional<Finding> listedTwice(PeerFacts f, Survey survey) {
    PeerFacts first = survey.firstOfRunId(f);
    return f.runId().isEmpty() || first == f
        ? Optional.empty()
        : Optional.of(
            Finding.never(
                "is the same Redis as "
                    + first.peer()
                    + " (run_id "
                    + f.runId()
                    + "): one of the two has a wrong address or port"));
  }
}
