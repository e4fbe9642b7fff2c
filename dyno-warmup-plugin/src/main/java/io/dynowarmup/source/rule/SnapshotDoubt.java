// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.text.Units;
import java.util.Optional;

/** Finds reasons why a source may not be able to fork, which it must do to send its data. */
public final class SnapshotDoubt {
  private SnapshotDoubt() {}

  public static Optional<String> of(PeerFacts f) {
    if (!f.lastBgsaveOk()) {
      return Optional.of("its last BGSAVE failed");
    }
    if (f.totalSystemMemory() > 0 && f.usedMemory() > f.totalSystemMemory() / 100 * 80) {
      return Optional.of(
          String.format(
              "it may not be able to fork: %s of %s of memory in use",
              Units.bytes(f.usedMemory()), Units.bytes(f.totalSystemMemory())));
    }
    return Optional.empty();
  }
}
