// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.AdminClient;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/**
 * A Dynomite whose Redis was down tries to connect to it after 1, 3, 7 and 15 s. A run that begins
 * in between waits for that before the hand-over.
 */
public class LateStorageIT extends Scenario {
  private static final int RATE = 200;

  /** The next try comes up to 8 s later. */
  private void restartRedisAfterThreeFailedTries() {
    AdminClient dynomite = cold().dynomite().adminClient();
    long before = failures(dynomite);
    cold().redis().stop();
    Await.until(
        "Dynomite has tried to connect three times", LIMIT, () -> failures(dynomite) >= before + 4);
    cold().redis().start();
  }

  private static long failures(AdminClient dynomite) {
    return dynomite.info("server_eof") + dynomite.info("server_err");
  }

  @Test
  public void aResumeIsNotLost() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    WarmedNode node = warmup().set("reconcile.msec", 20_000);
    assertWarmed(node.atStartup());
    WriteLoad load = load(Workload.counters("c:", 50), RATE);
    Await.until("writes flow", LIMIT, () -> load.acked() > RATE);
    node.engine().prepareStop("a test");
    restartRedisAfterThreeFailedTries();

    WarmupStatus end = node.byHand();

    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + RATE);
    load.stop();
    assertSays("resume", end.strategy().orElse(""));
    assertWarmed(end);
    assertEquals(end.handOver().toString(), 1, end.handOver().tries());
    assertSame(cold(), source());
    assertServes(cold());
  }
}
