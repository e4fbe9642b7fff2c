// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.sync.PendingKeys;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records the outcome for each key; the last one recorded counts. */
final class RepairLog {
  static final String REPAIRED = "repaired";

  private final Map<Integer, Map<ByteBuffer, String>> said = new HashMap<>();

  void say(int database, byte[] key, String outcome) {
    said.computeIfAbsent(database, d -> new HashMap<>()).put(ByteBuffer.wrap(key), outcome);
  }

  void say(PendingKeys keys, String outcome) {
    for (int database : keys.databases()) {
      keys.of(database).forEach(key -> say(database, key, outcome));
    }
  }

  Optional<String> of(int database, byte[] key) {
    return Optional.ofNullable(said.get(database)).map(keys -> keys.get(ByteBuffer.wrap(key)));
  }
}
