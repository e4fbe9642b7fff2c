// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/** One question about a candidate, answered from what the probes found. Pure. */
interface Rule {
  /** Empty when there is nothing to say. */
  Optional<Finding> about(PeerFacts peer, Survey survey);
}
