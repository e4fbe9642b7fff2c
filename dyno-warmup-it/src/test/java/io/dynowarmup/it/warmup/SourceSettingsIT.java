// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.redis.Filler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** What a run reads of the settings of its source. */
@EveryRedis
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

  /** Redis closes a connection whose answer exceeds the limit, and only its own log says so. */
  @Test
  public void aLimitOfOutputBuffersThatAnAnswerExceedsIsNamed() {
    cluster();
    Filler.strings(source().redis(), 1_000, 100);
    try (Jedis there = source().redis().client()) {
      byte[] large = new byte[900_000];
      new Random(1).nextBytes(large);
      there.set("large".getBytes(StandardCharsets.US_ASCII), large);
    }
    Servers.config(source(), "client-output-buffer-limit", "normal 200kb 0 0");

    WarmupStatus end = warmup().set("strategy", "delta").set("stall.msec", 8_000).byHand();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("'client-output-buffer-limit normal'", end.reason());
    assertServes(cold());
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
