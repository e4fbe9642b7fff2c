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

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import org.junit.Assume;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A source whose snapshot would kill the local Redis. No run ever requests that snapshot. */
public class UnfitSourceIT extends Scenario {
  private static final int KEYS = 2_000;

  /**
   * Starts a cluster in which this node runs one version and its source another. Skips the test if
   * there is only one version.
   */
  private RedisBinary besideAnotherVersion() {
    RedisBinary other =
        binaries().stream()
            .filter(b -> !b.version().equals(redis.version()))
            .findFirst()
            .orElse(null);
    Assume.assumeNotNull(other);
    cluster(c -> c.redisOfRack(rack -> rack == 0 ? other : redis));
    Filler.strings(source().redis(), KEYS, 20);
    return other;
  }

  private boolean olderThan(RedisBinary other) {
    return !redis.atLeast(7, 0) && other.atLeast(7, 0);
  }

  private void assertRefused(WarmedNode warmup, String... words) throws Exception {
    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_FAIL, preflight.answer());
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    for (String word : words) {
      assertSays(word, end.reason());
      assertSays(word, preflight.why());
    }
    assertUntouched(before, end);
    assertServes(cold());
  }

  @Test
  public void anEmptyNodeTakesAnOlderVersionOnly() throws Exception {
    RedisBinary other = besideAnotherVersion();
    if (olderThan(other)) {
      assertRefused(warmup(), "is Redis " + other.version(), "the local Redis " + redis.version());
      assertRefused(warmup().set("force", true), "cannot load");
      return;
    }
    assertWarmed(warmup().atStartup());
    assertSame(cold(), source());
  }

  @Test
  public void oneThatHoldsKeysKeepsThem() throws Exception {
    RedisBinary other = besideAnotherVersion();
    Filler.strings(cold().redis(), KEYS - 10, 20);
    if (olderThan(other)) {
      assertRefused(warmup(), "is Redis " + other.version(), "RDB version 10");
      assertRefused(warmup().set("strategy", "delta"), "cannot load");
      assertRefused(warmup().set("strategy", "replication").set("force", true), "cannot load");
      return;
    }
    assertWarmed(warmup().atStartup());
    assertSame(cold(), source());
  }

  private void aDatabaseThatThisNodeDoesNotHave(int keysHere) {
    cluster(c -> c.redisConfig((rack, redis) -> redis.config("databases", rack == 1 ? "4" : "16")));
    Filler.strings(source().redis(), KEYS, 20);
    Filler.strings(cold().redis(), keysHere, 20);
    try (Jedis there = source().redis().client()) {
      there.select(5);
      there.set("elsewhere", "1");
      there.select(2);
      there.set("second", "1");
    }
  }

  private void assertAllButThat() throws Exception {
    PreflightReport preflight = warmup().engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_WARM, preflight.answer());
    assertSays("delta (auto: no replication", preflight.text().replaceAll("\\s+", " "));
    assertSays("has keys in database 5", preflight.text().replaceAll("\\s+", " "));

    WarmupStatus end = warmup().atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("database 5 of the source (1 key) is not here", end.reason());
    assertSays("delta (auto: no replication", end.strategy().get());
    assertEquals("full syncs", "0", source().redis().info("stats", "sync_full"));
    assertTrue("it lives", cold().redis().isRunning());
    try (Jedis here = cold().redis().client()) {
      assertEquals(KEYS, here.keys("key:*").size());
      here.select(2);
      assertEquals("1", here.get("second"));
    }
    assertServes(cold());
  }

  @Test
  public void aDatabaseTooManyForOneThatHoldsKeys() throws Exception {
    aDatabaseThatThisNodeDoesNotHave(KEYS - 10);

    assertAllButThat();
  }

  @Test
  public void aDatabaseTooManyForAnEmptyNode() throws Exception {
    aDatabaseThatThisNodeDoesNotHave(0);

    assertAllButThat();
  }

  @Test
  public void aReplicationThatIsWantedIsRefused() throws Exception {
    aDatabaseThatThisNodeDoesNotHave(KEYS - 10);

    assertRefused(
        warmup().set("strategy", "replication").set("force", true), "'databases'", "database 5");
  }
}
