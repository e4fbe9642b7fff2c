// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.redis.Filler;
import java.nio.charset.StandardCharsets;
import org.junit.Assume;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * A source has a key of a module that this node does not have. Runs only if {@code -Dredis.module}
 * names a built {@code src/modules/hellotype.c} of Redis, or {@code -Dredis.command.module} a built
 * {@code hellotimer.c}.
 */
@EveryRedis
public class MissingModuleIT extends Scenario {
  private static final int KEYS = 2_000;

  private void sourceWith(String module) {
    cluster(
        c ->
            c.redisConfig(
                (rack, redis) -> {
                  if (rack == 0) {
                    redis.config("loadmodule", module);
                  }
                }));
    Filler.strings(source().redis(), KEYS, 20);
  }

  private void aModule() {
    sourceWith(property("redis.module"));
    try (Jedis there = source().redis().client()) {
      there.sendCommand(
          () -> "HELLOTYPE.INSERT".getBytes(StandardCharsets.US_ASCII), "of:a:module", "5");
    }
  }

  private static String property(String name) {
    String module = System.getProperty(name, "");
    Assume.assumeFalse("no -D" + name, module.isEmpty());
    return module;
  }

  private void assertAllButThat() throws InterruptedException {
    WarmedNode node = warmup();
    String preflight = node.engine().preflight(WarmupRequest.atStartup()).text();
    assertSays("has the modules hellotype", preflight.replaceAll("\\s+", " "));

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("1 key of the source is missing or different here: of:a:module", end.reason());
    assertSays("has the modules hellotype", end.strategy().get());
    assertEquals("full syncs", "0", source().redis().info("stats", "sync_full"));
    assertTrue("it lives", cold().redis().isRunning());
    try (Jedis here = cold().redis().client()) {
      assertEquals(KEYS, here.keys("key:*").size());
    }
    assertServes(cold());
  }

  @Test
  public void anEmptyNodeTakesAllButItsKeys() throws InterruptedException {
    aModule();

    assertAllButThat();
  }

  @Test
  public void soDoesOneThatHoldsKeys() throws InterruptedException {
    aModule();
    Filler.strings(cold().redis(), KEYS - 10, 20);

    assertAllButThat();
  }

  @Test
  public void aReplicationThatIsWantedIsRefused() {
    aModule();
    Filler.strings(cold().redis(), KEYS - 10, 20);
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("strategy", "replication").set("force", true).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("has the modules hellotype", end.reason());
    assertUntouched(before, end);
  }

  @Test
  public void oneThatOnlyAddsCommandsThatReadIsNotNeededHere() {
    sourceWith(property("redis.command.module"));

    WarmupStatus end = warmup().set("strategy", "replication").atStartup();

    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
  }
}
