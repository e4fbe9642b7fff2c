// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/** Finds reasons why a source may not be able to fork, which it must do to send its data. */
public final class SnapshotDoubt {
  private SnapshotDoubt() {}

  public static Optional<String> of(PeerFacts f) {
    if (!f.lastBgsaveOk()) {
      return Optional.of("its last BGSAVE failed");
    }
    long machine = f.totalSystemMemory().orElse(0);
    long used = f.usedMemory().orElse(0);
    if (machine > 0 && used > machine / 100 * 80) {
      return Optional.of(
          String.format(
              "it may not be able to fork: %s of %s of memory in use",
              Units.bytes(used), Units.bytes(machine)));
    }
    return Optional.empty();
  }
}
