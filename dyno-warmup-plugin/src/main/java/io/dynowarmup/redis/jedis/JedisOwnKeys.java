// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Counts the reserved keys that expire: one EXISTS for all of them, sent before the INFO that
 * counts keys. If the user may not run it, it is not sent again. Used by one thread.
 */
final class JedisOwnKeys {
  private final List<String> keys;
  private boolean refused;

  JedisOwnKeys(List<String> keys) {
    this.keys = keys;
  }

  /** Returns the commands to send before INFO: none or one. */
  List<CommandArguments> question() {
    List<CommandArguments> lines = new ArrayList<>();
    if (!refused && !keys.isEmpty()) {
      // EXISTS also removes keys that have expired, so that INFO does not count them
      CommandArguments exists = new CommandArguments(Command.EXISTS);
      keys.forEach(exists::add);
      lines.add(exists);
    }
    return lines;
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
