// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.WriteRefusal;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Decides from its settings whether a Redis would accept writes as a master. Pure. */
public final class WriteSettings {
  static final List<String> SETTINGS =
      Collections.unmodifiableList(
          Arrays.asList(
              "min-slaves-to-write",
              "min-slaves-max-lag",
              "stop-writes-on-bgsave-error",
              "save",
              "maxmemory-policy"));

  private WriteSettings() {}

  /**
   * Returns why the Redis would refuse writes.
   *
   * @return REFUSES_WRITES or OUT_OF_MEMORY with a sentence; empty if it would accept writes, or if
   *     that is unknown
   */
  public static Optional<WarmupException> problem(String server, ServerFacts facts) {
    RedisInfo info = facts.info();
    long wanted = number(facts, "min-slaves-to-write");
    // it has no replicas of its own once it is a master again
    if (wanted > info.getLong("min_slaves_good_slaves", 0)
        && number(facts, "min-slaves-max-lag") > 0) {
      return refusal(server, "NOREPLICAS");
    }
    if (is(info, "aof_last_write_status") && info.getLong("aof_enabled", 0) == 1) {
      return refusal(server, "MISCONF AOF");
    }
    boolean stops = facts.setting("stop-writes-on-bgsave-error").filter("yes"::equals).isPresent();
    boolean saves = facts.setting("save").filter(save -> !save.isEmpty()).isPresent();
    if (is(info, "rdb_last_bgsave_status") && stops && saves) {
      return refusal(server, "MISCONF");
    }
    return outOfMemory(server, info);
  }

  private static Optional<WarmupException> outOfMemory(String server, RedisInfo info) {
    long limit = info.getLong("maxmemory", 0);
    long used = info.getLong("used_memory", 0) - info.getLong("mem_not_counted_for_evict", 0);
    boolean evicts = !info.get("maxmemory_policy").filter("noeviction"::equals).isPresent();
    return limit > 0 && used > limit && !evicts
        ? WriteRefusal.in(server, "OOM command not allowed")
        : Optional.empty();
  }

  private static Optional<WarmupException> refusal(String server, String error) {
    return Optional.of(
        new WarmupException(
            Reason.REFUSES_WRITES, WriteRefusal.in(server, error).get().getMessage()));
  }

  private static boolean is(RedisInfo info, String status) {
    return info.get(status).filter("err"::equals).isPresent();
  }

  private static long number(ServerFacts facts, String name) {
    String text = facts.setting(name).orElse("");
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }
}
