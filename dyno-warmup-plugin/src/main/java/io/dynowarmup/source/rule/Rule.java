// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/** A rule about one candidate, based on the results of the probes. Pure. */
interface Rule {
  /** Returns the finding; empty if the rule does not apply. */
  Optional<Finding> about(PeerFacts peer, Survey survey);
}
