// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** What a run reads of the settings of its source. */
public class SourceSettingsIT extends Scenario {
  /**
   * A run of a small node ends within a second, and the limit of commands is per second: a question
   * that is asked twice delays the hand-over.
   */
  @Test
  public void theSourceIsAskedForEachSettingOnce() {
    cluster();
    Filler.strings(source().redis(), 1_000, 100);
    // Redis 6.2 sends its snapshot from a file unless told otherwise, and then its dump matters.
    Servers.config(source(), "repl-diskless-sync", "yes");
    Servers.config(source(), "slowlog-max-len", "100000");
    Servers.config(source(), "slowlog-log-slower-than", "0");

    WarmupStatus end = warmup().atStartup();

    Servers.config(source(), "slowlog-log-slower-than", "-1");
    assertWarmed(end);
    assertSame(cold(), source());
    assertEquals(
        List.of("repl-diskless-sync", "save", "stop-writes-on-bgsave-error"), settingsAsked());
  }

  private List<String> settingsAsked() {
    try (Jedis jedis = source().redis().client()) {
      return jedis.slowlogGet(100_000).stream()
          .map(line -> line.getArgs())
          .filter(args -> args.size() == 3 && "GET".equalsIgnoreCase(args.get(1)))
          .filter(args -> "CONFIG".equalsIgnoreCase(args.get(0)))
          .map(args -> args.get(2))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
