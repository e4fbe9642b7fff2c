// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.unit.Units;

/** Describes an eligible peer in one line, with the facts that the ranking uses. */
final class Description {
  private Description() {}

  static String of(PeerFacts f) {
    return String.format(
        "%s%s, %s, up %s%s",
        f.keys() == 0 ? "empty, like every node with this token" : Units.keys(f.keys()),
        f.usedMemory().isPresent()
            ? ", " + Units.bytes(f.usedMemory().getAsLong()) + " of memory"
            : "",
        Units.count(f.connectedReplicas(), "replica"),
        f.uptime(),
        f.latestForkMicros() < 1_000_000
            ? ""
            : ", its last fork took " + f.latestForkMicros() / 1000 + " ms");
  }
}
