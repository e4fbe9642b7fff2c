// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How many keys of the warm-up itself a Redis holds that expire: one EXISTS of them all, before the
 * INFO that counts keys. A user that may not ask is not asked again. Used by one thread.
 */
final class JedisOwnKeys {
  private final List<String> keys;
  private boolean refused;

  JedisOwnKeys(List<String> keys) {
    this.keys = keys;
  }

  /** What to ask before INFO; nothing, or one command. */
  List<CommandArguments> question() {
    List<CommandArguments> lines = new ArrayList<>();
    if (!refused && !keys.isEmpty()) {
      // what has expired by then is removed by this, so that INFO does not count it
      CommandArguments exists = new CommandArguments(Command.EXISTS);
      keys.forEach(exists::add);
      lines.add(exists);
    }
    return lines;
  }

  /**
   * @param answer to {@link #question()}
   * @return the same without those keys, as far as they are told
   */
  RedisInfo aside(RedisInfo info, Object answer) {
    if (answer instanceof Long) {
      return info.withoutPassing((Long) answer);
    }
    // one that loads tells later
    refused = !info.loading();
    return info;
  }
}
