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
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Commands that are renamed, disabled or not permitted, and modes that refuse them. */
@EveryRedis
public class RefusedCommandsIT extends Scenario {
  private static final int KEYS = 2_000;

  private void disabled(int rack, String... commands) {
    cluster(
        c ->
            c.redisConfig(
                (number, redis) -> {
                  String name = "rename-command";
                  for (String command : number == rack ? commands : new String[0]) {
                    redis.config(name, command + " \"\"");
                    // A different key that yields another line of the same name.
                    name += " ";
                  }
                }));
    Filler.strings(source().redis(), KEYS, 20);
  }

  private void assertRefused(Reason reason, String words, WarmedNode warmup) throws Exception {
    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_FAIL, preflight.answer());
    assertSays(words, preflight.why());
    String before = cold().redis().info("replication", "master_replid");

    WarmupStatus end = warmup.atStartup();

    assertEnded(WarmupOutcome.FAILED, reason, end);
    assertSays(words, end.reason());
    assertTrue(!end.phaseMillis().containsKey(WarmupPhase.TRANSFER));
    assertEquals(before, cold().redis().info("replication", "master_replid"));
  }

  @Test
  public void replicaOfIsSentWhereSlaveOfIsNotKnown() {
    disabled(1, "SLAVEOF");

    assertWarmed(warmup().atStartup());

    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aLocalRedisThatKnowsNeither() throws Exception {
    disabled(1, "SLAVEOF", "REPLICAOF");
    assertRefused(
        Reason.STRATEGY_CANNOT,
        "the local Redis cannot become a replica: Redis "
            + cold().host()
            + ":"
            + cold().redis().port()
            + " does not know the command SLAVEOF",
        warmup().set("strategy", "replication"));

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertSays("delta (auto: no replication: the local Redis", end.strategy().get());
    assertSame(cold(), source());
  }

  @Test
  public void aLocalRedisWithoutConfig() throws InterruptedException {
    disabled(1, "CONFIG");
    WarmedNode node = warmup();
    String preflight = node.engine().preflight(WarmupRequest.atStartup()).misset().toString();
    assertSays("the settings of the local Redis stay as they are", preflight);

    assertWarmed(node.atStartup());

    assertSame(cold(), source());
  }

  @Test
  public void aLocalRedisWithoutSet() throws Exception {
    disabled(1, "SET");

    assertRefused(Reason.REDIS_ERROR, "does not know the command SET", warmup());
  }

  /** A comparison would find what differs and could bring none of it. */
  @Test
  public void aLocalRedisWithoutRestoreIsReplicated() {
    disabled(1, "RESTORE");
    Filler.strings(cold().redis(), KEYS - 10, 20);

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertSays("replication (auto: delta cannot work here: Redis", end.strategy().get());
    assertSays("does not know the command RESTORE", end.strategy().get());
    assertSame(cold(), source());
  }

  @Test
  public void aLocalUserThatMayNotRestoreReplicates() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    Filler.strings(cold().redis(), KEYS - 10, 20);
    try (Jedis here = cold().redis().client()) {
      here.aclSetUser("own", "on", ">sesame", "~*", "+@all", "-restore");
    }
    WarmedNode warmup = warmup().set("redis.username", "own").set("redis.password", "sesame");
    warmup.set("peer.redis.username", "default").set("peer.redis.password", "");

    WarmupStatus end = warmup.atStartup();

    assertWarmed(end);
    assertSays("replication (auto: delta cannot work here: Redis", end.strategy().get());
    assertSays("does not permit RESTORE", end.strategy().get());
    assertSame(cold(), source());
  }

  @Test
  public void aSourceThatDoesNotKnowPsync() throws Exception {
    disabled(0, "PSYNC");
    assertRefused(
        Reason.NO_HEALTHY_SOURCE,
        "does not know the command PSYNC",
        warmup().set("strategy", "replication"));

    assertWarmed(warmup().atStartup());

    assertSame(cold(), source());
  }

  private WarmedNode asPeer(String... rules) {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    try (Jedis there = source().redis().client()) {
      there.aclSetUser("peer", "on", ">sesame", "~*");
      there.aclSetUser("peer", rules);
    }
    return warmup().set("peer.redis.username", "peer").set("peer.redis.password", "sesame");
  }

  @Test
  public void aUserThatMayNotPsync() throws Exception {
    WarmedNode warmup = asPeer("+@all", "-psync").set("strategy", "replication");
    Untouched before = Untouched.of(cold());

    assertRefused(Reason.NO_HEALTHY_SOURCE, "does not permit PSYNC to user 'peer'", warmup);

    assertUntouched(before, warmup.engine().status());
  }

  /**
   * The user may not query its permissions either. The source's count of refused commands then
   * shows the refusal.
   */
  @Test
  public void oneThatMayNotAskIsFoundByWhatTheSourceRefuses() throws Exception {
    WarmedNode warmup =
        asPeer("+ping", "+info", "+replconf", "+client|id", "+client|info", "+client|list");
    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_WARM, preflight.answer());
    assertSays(
        "It cannot be known beforehand whether the source permits PSYNC: Redis",
        preflight.misset().toString());

    WarmupStatus end = warmup.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("refuses the PSYNC or REPLCONF of the local Redis", end.reason());
    assertSays("to user 'peer'", end.reason());
    long transfer = end.phaseMillis().get(WarmupPhase.TRANSFER);
    assertTrue("after " + transfer + " ms", transfer < 30_000);
    assertServes(cold());
  }

  private void clusterMode(int rack) {
    cluster(
        c ->
            c.redisConfig(
                (number, redis) -> redis.config("cluster-enabled", number == rack ? "yes" : "no")));
  }

  @Test
  public void aLocalRedisInClusterMode() throws Exception {
    clusterMode(1);
    Filler.strings(source().redis(), KEYS, 20);

    assertRefused(Reason.REDIS_ERROR, "the local Redis: Redis " + cold().host(), warmup());
  }

  @Test
  public void aSourceInClusterMode() throws Exception {
    clusterMode(0);

    assertRefused(Reason.NO_HEALTHY_SOURCE, "runs in cluster mode", warmup());
  }
}
