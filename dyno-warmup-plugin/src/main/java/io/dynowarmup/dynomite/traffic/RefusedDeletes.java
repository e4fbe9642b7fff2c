// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of DELs that a Redis refused before it ran them. Redis 6.2 and newer count them. */
final class RefusedDeletes {
  private static final Pattern REJECTED = Pattern.compile("rejected_calls=(\\d{1,18})");
  private final boolean counted;
  private final long number;

  private RefusedDeletes(boolean counted, long number) {
    this.counted = counted;
    this.number = number;
  }

  static RefusedDeletes of(RedisNode node) {
    RedisInfo stats = node.info("commandstats");
    // a Redis that counts them reports rejected_calls for each command it received, such as this
    // INFO
    boolean counted =
        stats.fields().values().stream().anyMatch(line -> REJECTED.matcher(line).find());
    Matcher m = REJECTED.matcher(stats.get("cmdstat_del").orElse(""));
    return new RefusedDeletes(counted, m.find() ? Long.parseLong(m.group(1)) : 0);
  }

  boolean counted() {
    return counted;
  }

  long since(RefusedDeletes before) {
    return number - before.number;
  }
}
