// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.SideBySide;
import io.dynowarmup.it.redis.Filler;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import redis.clients.jedis.Jedis;

/** Which strategy a node takes without any settings. */
@RunWith(SideBySide.class)
public class DefaultStrategyIT extends Scenario {
  private static final int KEYS = 5_000;

  /** Starts a cluster whose cold node holds its previous data. One key in a hundred differs. */
  private void aNodeThatKeptMostOfIt() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), KEYS, 50);
    try (Jedis there = source().redis().client()) {
      for (int i = 0; i < KEYS / 100; i++) {
        there.set("key:" + i, "newer");
      }
    }
  }

  private void mayNot(String command) {
    try (Jedis there = source().redis().client()) {
      there.aclSetUser("default", "-" + command);
    }
  }

  /** Takes the key of {@code assertServes} away again: the sample would count it as equal. */
  private void assertHoldsOnlyItsOwn() {
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      for (Jedis redis : List.of(here, there)) {
        Await.until(
            "only the node's own keys in " + redis,
            LIMIT,
            () -> {
              redis.keys("served:*").forEach(redis::del);
              return redis.dbSize() == KEYS;
            });
      }
    }
  }

  private String endedWell(WarmupStatus end) {
    try (Jedis there = source().redis().client()) {
      there.aclSetUser("default", "+@all");
    }
    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
    return end.strategy().get();
  }

  private long syncs() {
    return Long.parseLong(source().redis().info("stats", "sync_full"));
  }

  private long calls(String command) {
    String stat = source().redis().info("commandstats", "cmdstat_" + command);
    return stat == null ? 0 : Long.parseLong(stat.replaceAll("calls=(\\d+),.*", "$1"));
  }

  /**
   * Asserts that the source was asked only for what the choice of a source and the final comparison
   * need.
   */
  private void assertOnlySampled() {
    // One SCAN reads one page of a sample. A scan of all keys would need 500 default pages.
    assertTrue("pages of samples: " + calls("scan"), calls("scan") <= 10);
    assertTrue("keys sampled: " + calls("randomkey"), calls("randomkey") < 1_000);
  }

  @Test
  public void anEmptyNodeReplicatesAndItsSourceIsNotScanned() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);

    WarmupStatus end = warmup().atStartup();

    assertOnlySampled();
    assertEquals("replication (auto: the node is empty)", endedWell(end));
  }

  /** The source also holds what the cluster has written to the node since it came up. */
  @Test
  public void soDoesOneThatHasServedAFewWritesSince() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), 7, 50);

    WarmupStatus end = warmup().atStartup();

    assertOnlySampled();
    assertEquals("replication (auto: the node holds 7 keys, the source 5000)", endedWell(end));
  }

  @Test
  public void oneThatKeptMostOfItGetsWhatDiffers() {
    aNodeThatKeptMostOfIt();

    WarmupStatus end = warmup().atStartup();

    assertEquals("full syncs", 0, syncs());
    String strategy = endedWell(end);
    assertTrue(strategy, strategy.matches("delta \\(auto: \\d+ of 500 sampled keys differ, .*"));
  }

  /** Only an operator knows which of the two belongs to this cluster. */
  @Test
  public void oneThatHoldsOtherKeysAsksAndReplicatesFromTheSourceThatIsNamed() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), "other", KEYS, 50);

    WarmupStatus asks = warmup().atStartup();

    assertEquals(asks.reason(), WarmupOutcome.FAILED, asks.outcome().orElse(null));
    assertSays("has nothing in common with this node: it has", asks.reason());
    assertSays("--source", asks.reason());
    assertEquals("full syncs", 0, syncs());
    assertServes(cold());
    assertHoldsOnlyItsOwn();

    WarmupStatus end = warmup().set("source", source().host()).atStartup();

    assertEquals("full syncs", 1, syncs());
    assertSays("replication (auto: 500 of 500 sampled keys differ", endedWell(end));
  }

  @Test
  public void oneWhoseSourceRunsNoScriptsReplicates() {
    aNodeThatKeptMostOfIt();
    mayNot("@scripting");

    WarmupStatus end = warmup().atStartup();

    assertEquals("full syncs", 1, syncs());
    String strategy = endedWell(end);
    assertSays("replication (auto: delta cannot work here: ", strategy);
    assertSays("does not permit EVALSHA", strategy);
  }

  @Test
  public void oneWhoseSourceMayNotBeDumpedReplicates() {
    aNodeThatKeptMostOfIt();
    mayNot("dump");

    WarmupStatus end = warmup().atStartup();

    assertEquals("full syncs", 1, syncs());
    assertSays("replication (auto: ", endedWell(end));
  }

  /** The refusal may show at once or only after the comparison has begun. */
  @Test
  public void oneWhoseSourceMayNotBeScannedReplicates() {
    aNodeThatKeptMostOfIt();
    mayNot("scan");

    WarmupStatus end = warmup().atStartup();

    assertEquals("full syncs", 1, syncs());
    assertSays("replication (auto: ", endedWell(end));
  }
}
