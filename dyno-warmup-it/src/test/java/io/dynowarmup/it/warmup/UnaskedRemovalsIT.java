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
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import java.util.List;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A source that has lost a fifth of its keys while no other peer can be asked about them. */
public class UnaskedRemovalsIT extends Scenario {
  private static final int KEYS = 2_000;

  private WarmedNode node;

  private void sourceLacks(int keys) {
    Filler.strings(source().redis(), KEYS, 20);
    Filler.strings(cold().redis(), KEYS, 20);
    try (Jedis jedis = source().redis().client()) {
      for (int i = 0; i < keys; i++) {
        jedis.del("key:" + i);
      }
      jedis.set("key:" + keys, "newer");
    }
    node = warmup().set("strategy", "delta");
  }

  private void thirdRackIsDown() {
    cluster(c -> c.racks(3)).node(2).redis().kill();
  }

  @Test
  public void keepsWhatMayBeTheLastCopyOfAFifthOfTheKeys() throws Exception {
    thirdRackIsDown();
    sourceLacks(KEYS / 5);

    List<String> preflight = node.engine().preflight(WarmupRequest.atStartup()).misset();
    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("no other peer answered whether it has them", end.reason());
    assertSays("no other peer can be asked about them", preflight.toString());
    assertEquals(KEYS, end.keys().getAsLong());
    try (Jedis jedis = cold().redis().client()) {
      assertEquals("what differs is taken", "newer", jedis.get("key:" + KEYS / 5));
    }
    assertServes(cold());
  }

  @Test
  public void aPersonDecides() {
    thirdRackIsDown();
    sourceLacks(KEYS / 5);

    assertWarmed(node.set("force", true).atStartup());

    assertSame(cold(), source());
  }

  @Test
  public void theOnlyOtherCopyDecides() {
    cluster();
    sourceLacks(KEYS / 5);

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertSays("400 keys were removed here, more than 10 %", end.warnings().toString());
    assertSame(cold(), source());
  }

  /** Deletions by clients no longer explain such a loss. */
  @Test
  public void theOnlyOtherCopyAsksBeforeItRemovesHalfOfTheKeys() throws Exception {
    cluster();
    sourceLacks(KEYS * 45 / 100);

    List<String> preflight = node.engine().preflight(WarmupRequest.atStartup()).misset();
    WarmupStatus end = node.atStartup();

    assertSays("has 900 keys fewer than this node", preflight.toString());
    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("name the source with --source to remove them here", end.reason());
    assertEquals(KEYS, end.keys().getAsLong());
    assertServes(cold());

    node.engine().start(WarmupRequest.manual().withSource(source().rack()));
    assertWarmed(node.end());
    assertSame(cold(), source());
  }

  @Test
  public void aConfiguredReplicationDoesNotDropThemEither() throws Exception {
    cluster();
    sourceLacks(KEYS * 45 / 100);
    node.set("strategy", "replication");

    List<String> preflight = node.engine().preflight(WarmupRequest.atStartup()).misset();
    WarmupStatus end = node.atStartup();

    assertSays("has 900 keys fewer than this node", preflight.toString());
    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertEquals("delta", end.strategy().orElse("").split(" ")[0]);
    assertEquals(KEYS, end.keys().getAsLong());
  }

  /** A replication would drop them: most of the sampled keys have other values there. */
  @Test
  public void autoDoesNotDropThemEither() {
    cluster();
    sourceLacks(KEYS * 45 / 100);
    try (Jedis jedis = source().redis().client()) {
      for (int i = KEYS * 45 / 100; i < KEYS; i++) {
        jedis.set("key:" + i, "newer");
      }
    }

    WarmupStatus end = node.clear("strategy").atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertEquals(KEYS, end.keys().getAsLong());
    try (Jedis jedis = cold().redis().client()) {
      assertEquals("newer", jedis.get("key:" + (KEYS - 1)));
    }
  }
}
