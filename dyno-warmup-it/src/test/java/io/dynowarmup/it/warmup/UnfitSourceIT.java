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
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import org.junit.Assume;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A source whose snapshot would kill the local Redis. No run ever requests that snapshot. */
@EveryRedis
public class UnfitSourceIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final String LEFT_OUT =
      "the run would end PARTIAL: the source has 1 key in database 5";

  /**
   * Starts a cluster in which this node runs one version and its source another. Skips the test if
   * there is only one version.
   */
  private void besideAnotherVersion() {
    RedisBinary other =
        binaries().stream()
            .filter(b -> !b.version().equals(redis.version()))
            .findFirst()
            .orElse(null);
    Assume.assumeNotNull(other);
    cluster(c -> c.redisOfRack(rack -> rack == 0 ? other : redis));
    Filler.strings(source().redis(), KEYS, 20);
  }

  /** Returns the RDB version that a server writes, which a DUMP payload ends with. */
  private static int rdbVersion(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.set("dumped", "1");
      byte[] dump = jedis.dump("dumped");
      jedis.del("dumped");
      return dump[dump.length - 10] & 0xff;
    }
  }

  private static boolean canLoad(RackNode here, RackNode there) {
    return rdbVersion(there) <= rdbVersion(here);
  }

  private static String software(RackNode node) {
    String valkey = node.redis().info("server", "valkey_version");
    return valkey == null || valkey.isEmpty()
        ? "Redis " + node.redis().info("server", "redis_version")
        : "Valkey " + valkey;
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
    besideAnotherVersion();
    if (!canLoad(cold(), source())) {
      assertRefused(warmup(), "is " + software(source()), "the local " + software(cold()));
      assertRefused(warmup().set("force", true), "cannot load");
      return;
    }
    assertWarmed(warmup().atStartup());
    assertSame(cold(), source());
  }

  @Test
  public void oneThatHoldsKeysKeepsThem() throws Exception {
    besideAnotherVersion();
    Filler.strings(cold().redis(), KEYS - 10, 20);
    if (!canLoad(cold(), source())) {
      String version = "RDB version " + rdbVersion(source());
      assertRefused(warmup(), "is " + software(source()), version);
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
    assertSays(LEFT_OUT, String.join(" ", preflight.misset()));
    String delta =
        String.join(
            " ",
            warmup()
                .set("strategy", "delta")
                .set("force", true)
                .engine()
                .preflight(WarmupRequest.atStartup())
                .misset());
    assertSays(LEFT_OUT, delta);

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
    assertVerificationNamesIt();
  }

  /** All other keys are compared, and the reason says what was not. */
  private void assertVerificationNamesIt() {
    WarmedNode node = warmup();
    node.engine().verify("full");
    Await.until(
        "the end", LIMIT, () -> node.engine().verification().state() != VerifyReport.State.RUNNING);
    VerifyReport report = node.engine().verification();
    assertEquals(report.text(), VerifyReport.State.FAILED, report.state());
    assertSays("database 5 of the source (1 key) is not here", report.reason());
    assertEquals(report.text(), 0, report.differences());
    assertTrue(report.text(), report.compared() > KEYS);
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
