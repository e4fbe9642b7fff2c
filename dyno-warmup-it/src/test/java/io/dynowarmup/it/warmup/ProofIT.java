// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.MigrateParams;

/** A run is WARMED only after both sides were compared at its end. */
public class ProofIT extends Scenario {
  private static final int KEYS = 20_000;

  private void filled() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
  }

  /** Returns a node whose run strikes once in this phase, on the thread of the run. */
  private WarmedNode striking(WarmupPhase phase, Runnable strike) {
    return closeLater(Strike.in(phase, strike).beside(cold()));
  }

  private static void at(RackNode node, Consumer<Jedis> what) {
    try (Jedis jedis = node.redis().client()) {
      what.accept(jedis);
    }
  }

  @Test
  public void tellsWhatWasCompared() {
    filled();

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    ProofReport proof = end.proof();
    assertTrue(
        proof.text(),
        proof.sampled().getAsLong() >= 490 && proof.equal() == proof.sampled().getAsLong());
    assertEquals(proof.text(), KEYS, proof.keysHere().getAsLong());
    assertEquals(proof.text(), KEYS, proof.keysThere().getAsLong());
    assertEquals(KEYS, end.keys().getAsLong());
    assertTrue(proof.text(), proof.text().matches("compared: .* equal"));
  }

  @Test
  public void staysWarmedWhileTheClusterWrites() {
    filled();
    WriteLoad load = load(Workload.versions("v:", 2_000, 20), 2_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);

    WarmupStatus end = warmup().atStartup();

    load.stop();
    assertWarmed(end);
    assertTrue(end.proof().text(), end.proof().sampled().getAsLong() >= 490);
  }

  /** The replication stream empties the node. */
  @Test
  public void aSourceThatIsFlushedLeavesNoWarmNode() {
    filled();

    WarmupStatus end =
        striking(WarmupPhase.CATCH_UP, () -> at(source(), Jedis::flushAll)).atStartup();

    assertEquals(end.reason(), WarmupOutcome.FAILED, end.outcome().orElseThrow());
    // A poll of a slow run sees it before the comparison does.
    boolean said =
        end.reason().contains("was sent to the source in this run")
            || end.reason().contains("it was emptied");
    assertTrue(end.reason(), said);
    assertServes(cold());
  }

  /** Both sides have all keys then, but Dynomite serves database 0 only. */
  @Test
  public void aSourceWhoseKeysAreSwappedToAnotherDatabaseLeavesNoWarmNode() {
    filled();

    WarmupStatus end =
        striking(WarmupPhase.CATCH_UP, () -> at(source(), jedis -> jedis.swapDB(0, 1))).atStartup();

    assertNotEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElseThrow());
    boolean said =
        end.reason().contains("was sent to the source in this run")
            || end.reason().contains("only 0 of them in database 0");
    assertTrue(end.reason(), said);
    assertServes(cold());
  }

  @Test
  public void aNodeThatIsFlushedAfterTheHandOverIsNotWarm() {
    filled();

    WarmupStatus end = striking(WarmupPhase.RESTORE, () -> at(cold(), Jedis::flushAll)).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NOT_PROVEN, end);
    assertSays("20000 there", end.reason());
    assertServes(cold());
  }

  /** As a Sentinel does that watches the source: the keys are equal, but writes are refused. */
  @Test
  public void aNodeThatIsAReplicaAgainAfterTheHandOverIsNotWarm() {
    filled();
    Strike compared =
        Strike.when(
            (call, status) ->
                call.target().startsWith(source().host() + ":")
                    && status.phase() == WarmupPhase.RESTORE
                    && cold().dynomite().adminClient().state().equals("NORMAL"),
            () -> Servers.replicate(cold().redis(), source()));

    WarmupStatus end = closeLater(compared.beside(cold())).atStartup();

    assertTrue("the source was asked after the hand-over", compared.struck());
    assertEnded(WarmupOutcome.PARTIAL, Reason.FOREIGN_REPLICA, end);
    assertSays("it is a replica of " + source().host(), end.reason());
    at(cold(), jedis -> jedis.replicaofNoOne());
  }

  @Test
  public void aNodeThatLosesATenthAfterTheHandOverIsPartial() {
    filled();

    WarmupStatus end =
        striking(
                WarmupPhase.RESTORE,
                () ->
                    at(
                        cold(),
                        jedis -> {
                          for (int i = 0; i < KEYS / 10; i++) {
                            jedis.del("key:" + i);
                          }
                        }))
            .atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertSays("compared: 18000 keys here, 20000 there", end.reason());
  }

  /** The node has as many keys, but with other values. */
  @Test
  public void aNodeWithOldValuesIsPartial() {
    filled();

    WarmupStatus end =
        striking(
                WarmupPhase.RESTORE,
                () ->
                    at(
                        cold(),
                        jedis -> {
                          for (int i = 0; i < KEYS / 10; i++) {
                            jedis.set("key:" + i, "old");
                          }
                        }))
            .atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertTrue(end.proof().text(), end.proof().different() > 10);
  }

  private static String[] quarter() {
    return IntStream.range(0, KEYS / 4).mapToObj(i -> "key:" + i).toArray(String[]::new);
  }

  /** MIGRATE moves keys to another Redis without the cluster's knowledge. */
  @Test
  public void aSourceThatLosesKeysIsNoMeasure() {
    filled();
    RedisServer other = closeLater(RedisServer.start(redis));
    String[] keys = quarter();

    WarmupStatus end =
        striking(
                WarmupPhase.CATCH_UP,
                () ->
                    at(
                        source(),
                        jedis ->
                            jedis.migrate(
                                other.host(), other.port(), 5_000, new MigrateParams(), keys)))
            .atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertSays("the source has lost 5000 keys", end.reason());
  }

  private void deleteAQuarter() {
    at(
        source(),
        jedis -> {
          Pipeline pipeline = jedis.pipelined();
          for (String key : quarter()) {
            pipeline.del(key);
          }
          pipeline.sync();
        });
  }

  private static void assertThreeQuarters(WarmupStatus end) {
    assertWarmed(end);
    assertEquals(end.proof().text(), KEYS - KEYS / 4, end.proof().keysHere().getAsLong());
    assertEquals(end.proof().text(), KEYS - KEYS / 4, end.proof().keysThere().getAsLong());
  }

  @Test
  public void keysThatClientsDeleteAreNoLoss() {
    filled();

    assertThreeQuarters(striking(WarmupPhase.CATCH_UP, this::deleteAQuarter).atStartup());
  }

  /** The node keeps what has arrived, and asks why its source has less than it had. */
  @Test
  public void norAreTheyWhenTheSourceIsSelectedAgain() {
    filled();

    String address = source().host() + ":" + source().redis().port();
    WarmedNode node =
        closeLater(
            Strike.when(
                    (call, status) ->
                        status.phase() == WarmupPhase.CATCH_UP && call.target().equals(address),
                    () -> {
                      deleteAQuarter();
                      throw new WarmupException(Reason.SOURCE_FAILED, "a test breaks the link");
                    })
                .beside(cold()));

    WarmupStatus end = node.atStartup();

    assertThreeQuarters(end);
    assertSays("a test breaks the link", String.join("; ", end.warnings()));
  }

  @Test
  public void keysThatExpireInMassesAreNoLoss() {
    filled();
    at(
        source(),
        jedis -> {
          var pipeline = jedis.pipelined();
          for (int i = 0; i < KEYS * 9 / 10; i++) {
            pipeline.pexpire("key:" + i, 60_000);
          }
          pipeline.sync();
        });

    WarmupStatus end =
        striking(
                WarmupPhase.CATCH_UP,
                () -> {
                  at(
                      source(),
                      jedis -> {
                        var pipeline = jedis.pipelined();
                        for (int i = 0; i < KEYS * 9 / 10; i++) {
                          pipeline.pexpire("key:" + i, 1);
                        }
                        pipeline.sync();
                      });
                  Await.until(
                      "they have expired", LIMIT, () -> source().redis().keys() <= KEYS / 10 + 10);
                })
            .atStartup();

    assertWarmed(end);
    assertTrue(end.proof().text(), end.proof().keysHere().getAsLong() < KEYS / 5);
  }

  /** The comparison before the hand-over counts. */
  @Test
  public void aSourceThatDiesAfterTheHandOverWasComparedBefore() {
    filled();

    WarmupStatus end = striking(WarmupPhase.RESTORE, () -> source().redis().kill()).atStartup();

    assertWarmed(end);
    assertSays("before the hand-over; the source did not answer", end.proof().text());
    assertEquals(KEYS, cold().redis().keys(), 10);
  }
}
