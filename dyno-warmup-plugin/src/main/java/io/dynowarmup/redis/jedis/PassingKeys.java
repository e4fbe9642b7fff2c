// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the reserved keys that expire: one EXISTS for all of them, sent before the INFO that
 * counts keys. If the user may not run it, it is not sent again. Used by one thread.
 */
final class PassingKeys {
  private final List<String> keys;
  private boolean refused;

  PassingKeys(List<String> keys) {
    this.keys = keys;
  }

  /** Returns the commands to send before INFO: none or one. */
  List<Command> question() {
    List<Command> packet = new ArrayList<>();
    if (!refused && !keys.isEmpty()) {
      // EXISTS also removes keys that have expired, so that INFO does not count them
      packet.add(Command.of("EXISTS", keys));
    }
    return packet;
  }

  /**
   * Subtracts the reserved keys from the count of keys.
   *
   * @param answer the answer to {@link #question()}
   * @return INFO without those keys; unchanged if the server did not return a number
   */
  RedisInfo aside(RedisInfo info, Object answer) {
    if (answer instanceof Long) {
      return info.withoutPassing((Long) answer);
    }
    // a server that is loading answers later
    refused = !info.loading();
    return info;
  }
}
