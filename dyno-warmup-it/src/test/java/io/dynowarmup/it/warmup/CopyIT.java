// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** The strategy {@code copy}: all keys arrive although the source neither forks nor replicates. */
public class CopyIT extends Scenario {
  private static final int KEYS = 10_000;

  /** The bulk takes a second with {@link #KEYS}, which is two polls. */
  private static final int SLOW = 10_000;

  private static WarmedNode copying(WarmedNode node) {
    return node.set("strategy", "copy").set("delta.keys.per.second", SLOW);
  }

  /** Acts between two pages of the bulk. */
  private WarmedNode struck(Runnable action) {
    Strike strike =
        Strike.when(
            (call, status) ->
                status.phase() == WarmupPhase.TRANSFER
                    && status.progress().note().startsWith("copying")
                    && status.progress().keys().map(KeyCounts::moved).orElse(0L) > 0,
            action);
    return copying(closeLater(strike.beside(cold())));
  }

  private static String stat(RedisServer redis, String name) {
    return redis.info("stats", name);
  }

  private void assertSame() {
    AllKeys.awaitSame(cold().redis(), source().redis(), LIMIT);
  }

  @Test
  public void everyTypeArrivesWithoutAFork() {
    cluster();
    Filler.types(source().redis(), 200);
    Filler.strings(source().redis(), 5_000, 50);
    try (Jedis there = source().redis().client()) {
      there.set(new byte[] {0, -1, 13, 10}, new byte[] {-128, 0});
      there.set("large".getBytes(StandardCharsets.US_ASCII), new byte[3 * 1024 * 1024 + 17]);
      there.set("empty", "");
      there.set("number", "-42");
      there.set("short", "lived");
      there.pexpire("short", 600_000);
      there.select(5);
      there.set("elsewhere", "too");
      there.pexpire("elsewhere", 600_000);
    }
    String forks = stat(source().redis(), "total_forks");
    String syncs = stat(source().redis(), "sync_full");

    WarmupStatus end = warmup().set("strategy", "copy").atStartup();

    assertWarmed(end);
    assertEquals("copy", end.strategy().get());
    assertSame();
    assertEquals(forks, stat(source().redis(), "total_forks"));
    assertEquals(syncs, stat(source().redis(), "sync_full"));
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      assertEquals("expiry in s", there.pttl("short") / 1e3, here.pttl("short") / 1e3, 0.5);
    }
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void aKeyThatChangesDuringTheBulkIsExact() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);

    WarmupStatus end =
        struck(() -> ChangedKeys.everyTenthOf(KEYS, source().redis()))
            .set("delta.keys.per.second", SLOW / 4)
            .atStartup();

    assertWarmed(end);
    assertTrue(
        "only the named keys are compared: " + end.progress().note(),
        end.progress().keys().get().compared() < KEYS);
    assertSame();
  }

  @Test
  public void withoutTheNamesOfChangedKeysAllAreCompared() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    try (Jedis there = source().redis().client()) {
      there.aclSetUser("default", "-subscribe");
    }

    WarmupStatus end = struck(() -> ChangedKeys.everyTenthOf(KEYS, source().redis())).atStartup();

    assertWarmed(end);
    assertSame();
  }

  @Test
  public void aBrokenFeedIsNoticed() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);

    WarmupStatus end =
        struck(
                () -> {
                  try (Jedis there = source().redis().client()) {
                    there.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
                  }
                  ChangedKeys.everyTenthOf(KEYS, source().redis());
                })
            .atStartup();

    assertWarmed(end);
    assertSame();
  }

  @Test
  public void underWritesOfEveryTypeNothingIsLostOrComesBack() {
    cluster(c -> c.racks(3));
    Filler.strings(source().redis(), KEYS, 50);
    WriteLoad rising = load(Workload.versions("v:", 1_000, 0), 500);
    WriteLoad mixed = load(new RandomCommands("t:", 700, 1, 0), 500);
    Await.until("writes flow", LIMIT, () -> rising.acked() > 500 && mixed.sent() > 500);

    WarmupStatus end = copying(warmup()).set("source", source().rack()).set("force", true).byHand();

    assertWarmed(end);
    long at = rising.acked();
    Await.until("writes after the warm-up", LIMIT, () -> rising.acked() > at + 200);
    rising.stop();
    mixed.stop();
    Await.until(
        () -> rising.check(cold().redis()).toString(),
        LIMIT,
        () -> rising.check(cold().redis()).lost() == 0);
    assertSame();
  }

  @Test
  public void anAbortLeavesNoOldValue() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    WarmedNode[] node = new WarmedNode[1];
    node[0] =
        struck(
            () -> {
              ChangedKeys.everyTenthOf(KEYS, source().redis());
              node[0].engine().abort("test");
            });

    WarmupStatus end = node[0].atStartup();

    assertEquals(end.reason(), WarmupOutcome.ABORTED, end.outcome().orElse(null));
    long copied = cold().redis().keys();
    assertTrue(copied + " keys", copied > 0 && copied < KEYS);
    assertEquals("keys that the source does not have like this", List.of(), oldKeys());
    assertServes(cold());
  }

  @Test
  public void theNextSourceIsTakenWhenOneFails() {
    otherServesAfter((chosen, other) -> chosen.redis().kill());
  }

  private void otherServesAfter(BiConsumer<RackNode, RackNode> fault) {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    List<RackNode> sources = List.of(cluster.node(0), cluster.node(2));
    sources.forEach(s -> Filler.strings(s.redis(), KEYS, 50));
    WarmedNode[] node = new WarmedNode[1];
    RackNode[] other = new RackNode[1];
    node[0] =
        struck(
            () -> {
              String rack = node[0].engine().status().source().get().rack();
              int chosen = rack.equals(sources.get(0).rack()) ? 0 : 1;
              other[0] = sources.get(1 - chosen);
              fault.accept(sources.get(chosen), other[0]);
            });

    WarmupStatus end = node[0].atStartup();

    assertWarmed(end);
    assertSource(other[0], end);
    assertEquals(Map.of(), AllKeys.differences(cold().redis(), other[0].redis()));
  }

  @Test
  public void theOnlySourceIsLost() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);

    WarmupStatus end = struck(() -> source().redis().kill()).set("stall.msec", 2_000).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertTrue("the last copy of the data is kept", cold().redis().keys() > 0);
    assertServes(cold());
  }

  @Test
  public void aNodeThatHoldsKeysIsCompared() {
    cluster();
    Filler.strings(source().redis(), 500, 50);
    Filler.strings(cold().redis(), 400, 50);

    WarmupStatus end = warmup().set("strategy", "copy").atStartup();

    assertWarmed(end);
    assertSays(
        "delta (auto: the node holds 400 keys, which copy would overwrite", end.strategy().get());
    assertSame();
  }

  /** Its Redis keeps running, and names no change. */
  @Test
  public void aSourceWhoseDynomiteDiesDuringTheBulkIsGivenUp() {
    otherServesAfter(
        (chosen, other) -> {
          chosen.dynomite().kill();
          try (Jedis writer = Checks.client(other.dynomite().client())) {
            writer.set("key:5", "newest");
          }
        });
  }

  /** Returns the keys of this node that are missing or different at the source. */
  private List<String> oldKeys() {
    return AllKeys.differences(cold().redis(), source().redis()).values().stream()
        .filter(text -> !text.contains(": here null"))
        .toList();
  }
}
