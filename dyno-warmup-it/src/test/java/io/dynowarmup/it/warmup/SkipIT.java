// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * A node that must not be warmed stays unchanged, and the reason is reported. A node that must be
 * warmed is warmed.
 */
public class SkipIT extends Scenario {
  @Test
  public void bootstrapIsOff() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("bootstrap", false).atStartup();

    assertSkipped(Reason.NOT_ALLOWED, "bootstrap is false", end);
    assertUntouched(before, end);
    assertServes(cold());
  }

  @Test
  public void itWasWarmedBeforeAndItsRedisHasRunSinceThen() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    String stateFile = closeLater(TempDir.create("state")).file("state").toString();
    assertWarmed(warmup().set("state.file", stateFile).atStartup());
    Untouched before = Untouched.of(cold());

    // Another program for the same node.
    WarmedNode again = warmup().set("state.file", stateFile);
    WarmupStatus start = again.atStartup();

    assertSkipped(Reason.NOT_COLD, "its Redis has been warm already", start);
    assertUntouched(before, start);
    WarmupStatus manual = again.byHand();
    assertSkipped(Reason.NOT_COLD, "has been warm since its Redis was started", manual);
    assertUntouched(before, manual);
    assertServes(cold());
    again.engine().start(WarmupRequest.manual().forced());
    assertWarmed(again.end());
    assertSkipped(Reason.NOT_COLD, "has been warm since its Redis was started", again.byHand());
    assertWarmed(again.set("force", true).byHand());
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void nothingIsKnownAndItsRedisIsUpForLong() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    Filler.strings(cold().redis(), "own", 7, 10);
    Await.until(
        "a second of uptime",
        LIMIT,
        () -> !"0".equals(cold().redis().info("server", "uptime_in_seconds")));
    Untouched before = Untouched.of(cold());
    WarmedNode warmup = warmup().set("cold.uptime.sec", 0);

    WarmupStatus end = warmup.atStartup();

    assertSkipped(Reason.NOT_COLD, "longer than cold.uptime.sec (0)", end);
    assertUntouched(before, end);
    // The node is now recorded and known.
    assertSkipped(
        Reason.NOT_COLD,
        "its Redis has been warm already",
        warmup.clear("cold.uptime.sec").atStartup());
    assertServes(cold());
  }

  @Test
  public void itReplicatesFromAnotherMaster() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    RedisServer foreign = closeLater(RedisServer.start(redis));
    Servers.replicate(cold().redis(), foreign);
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("force", true).atStartup();

    assertSkipped(Reason.FOREIGN_REPLICA, foreign.host() + ":" + foreign.port(), end);
    assertUntouched(before, end);
    assertEquals(
        Integer.toString(foreign.port()), cold().redis().info("replication", "master_port"));
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    try (Jedis jedis = cold().redis().client()) {
      jedis.replicaofNoOne();
    }
    assertServes(cold());
  }

  @Test
  public void noOtherNodeHasItsToken() {
    RackNode alone = cluster(c -> c.racks(1).tokens(1_000L, 2_000_000_000L)).node(0);
    Untouched before = Untouched.of(alone);

    WarmupStatus end = warmup(alone).atStartup();

    assertSkipped(Reason.NO_PEER, "1000", end);
    assertUntouched(before, end);
    assertEquals("NORMAL", alone.dynomite().adminClient().state());
  }

  @Test
  public void onlyOtherDataCentresHaveItsTokenUnlessTheyAreAllowed() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    String elsewhere =
        "%s:%d:rack9:elsewhere:%d:%d"
            .formatted(
                source().host(),
                source().dynomite().dyn().getPort(),
                source().tokens().get(0),
                source().redis().port());
    Untouched before = Untouched.of(cold());
    WarmedNode warmup = warmup().set("peers", elsewhere);

    WarmupStatus end = warmup.atStartup();

    assertSkipped(Reason.NO_PEER, "remote.datacenters", end);
    assertUntouched(before, end);
    assertServes(cold());
    assertWarmed(warmup.set("remote.datacenters", true).set("force", true).atStartup());
    assertEquals("elsewhere", warmup.end().source().orElseThrow().datacenter());
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aRedisThatCameBackWithAnOldFileIsWarmed() {
    cluster();
    Filler.types(source().redis(), 20);
    WarmedNode warmup = warmup();
    assertWarmed(warmup.atStartup());
    try (Jedis jedis = cold().redis().client()) {
      jedis.save();
    }
    cold().redis().kill();
    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.PREFLIGHT);
    try (Jedis jedis = source().redis().client()) {
      jedis.set("string:0", "newer");
    }
    cold().redis().start();

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertSource(source(), end);
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  private static void assertSkipped(Reason reason, String says, WarmupStatus end) {
    assertEnded(WarmupOutcome.SKIPPED, reason, end);
    assertSays(says, end.reason());
  }
}
