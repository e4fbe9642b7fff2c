// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Users that may not read or write every key, or that lack a command that a copy needs. */
public class KeyPatternsIT extends Scenario {
  private static final int KEYS = 2_000;

  private static final String OWN_KEYS = "~__dyno_warmup:*";

  private void racks(int keysHere) {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    Filler.strings(cold().redis(), keysHere, 20);
  }

  private static void user(RackNode node, String name, String... rules) {
    try (Jedis jedis = node.redis().client()) {
      jedis.aclSetUser(name, "on", ">sesame", OWN_KEYS, "+@all");
      jedis.aclSetUser(name, rules);
    }
  }

  /** Returns a warm-up whose user at the source has these rules. */
  private WarmedNode asPeer(String... rules) {
    user(source(), "peer", rules);
    return warmup().set("peer.redis.username", "peer").set("peer.redis.password", "sesame");
  }

  /** Returns a warm-up whose user at the local Redis has these rules. */
  private WarmedNode asOwn(String... rules) {
    user(cold(), "own", rules);
    return warmup()
        .set("redis.username", "own")
        .set("redis.password", "sesame")
        .set("peer.redis.username", "default")
        .set("peer.redis.password", "");
  }

  private void assertRefused(String words, WarmedNode warmup) throws Exception {
    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), Answer.WOULD_FAIL, preflight.answer());
    assertSays("cannot work here: Redis ", preflight.why());
    assertSays(words, preflight.why());
    long keys = cold().redis().keys();

    WarmupStatus end = warmup.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, end);
    assertSays("cannot work here: Redis ", end.reason());
    assertSays(words, end.reason());
    assertEquals("keys", keys, cold().redis().keys());
    assertServes(cold());
  }

  @Test
  public void aDeltaWhoseUserMayReadSomeKeysOfTheSource() throws Exception {
    racks(KEYS - 10);
    assertRefused(" of every key to user 'peer'", asPeer("~key:1*").set("strategy", "delta"));
  }

  @Test
  public void aDeltaWhoseUserMayWriteSomeKeysHere() throws Exception {
    racks(KEYS - 10);
    assertRefused(" of every key to user 'own'", asOwn("~key:1*").set("strategy", "delta"));
  }

  @Test
  public void aCopyWhoseUserMayReadSomeKeysOfTheSource() throws Exception {
    racks(0);
    assertRefused(" of every key to user 'peer'", asPeer("~key:1*").set("strategy", "copy"));
  }

  @Test
  public void aCopyWhoseUserMayNotDump() throws Exception {
    racks(0);
    assertRefused(
        "does not permit DUMP to user 'peer'", asPeer("~*", "-dump").set("strategy", "copy"));
  }

  /** The stream of a replication has every key, whatever the user may read. */
  @Test
  public void withAutoTheNodeIsReplicated() throws Exception {
    racks(KEYS - 10);
    WarmedNode warmup = asPeer("~key:1*");
    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), Answer.WOULD_WARM, preflight.answer());

    WarmupStatus end = warmup.atStartup();

    assertWarmed(end);
    assertSays("replication (auto: delta cannot work here: Redis ", end.strategy().get());
    assertSame(cold(), source());
  }

  /** The user may not ask what it may do, so only the run finds out. */
  @Test
  public void whatCannotBeKnownIsNamed() throws Exception {
    racks(KEYS - 10);
    WarmedNode warmup = asPeer("~key:1*", "-acl", "-multi", "-discard").set("strategy", "delta");

    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());

    assertEquals(preflight.text(), Answer.WOULD_WARM, preflight.answer());
    assertSays(
        "It cannot be known beforehand whether the source permits what a copy of keys needs",
        preflight.misset().toString());
    assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, warmup.atStartup());
  }
}
