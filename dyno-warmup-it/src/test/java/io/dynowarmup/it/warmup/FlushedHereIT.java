// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Another program takes the keys of the local Redis away during a run. */
public class FlushedHereIT extends Scenario {
  private static final int KEYS = 10_000;
  private static final String FLUSHED =
      "another program sent FLUSHALL, FLUSHDB or SWAPDB to the local Redis during this run";

  private void racks(int keysHere) {
    cluster();
    Filler.strings(source().redis(), KEYS, 200);
    Filler.strings(cold().redis(), keysHere, 200);
  }

  /** Runs a warm-up to its end, and acts when half of the keys were compared or copied. */
  private WarmupStatus half(String strategy, Runnable action) {
    return struck(strategy, Strike.when((call, status) -> isHalfDone(status), action));
  }

  private WarmupStatus struck(String strategy, Strike strike) {
    WarmedNode node = closeLater(strike.beside(cold()));
    node.set("strategy", strategy).set("delta.keys.per.second", 3_000);
    WarmupStatus end = node.byHand();
    assertTrue("a fault in " + end, strike.struck());
    return end;
  }

  private static boolean isHalfDone(WarmupStatus status) {
    return status.phase() == WarmupPhase.TRANSFER
        && status.progress().keys().map(k -> k.compared() + k.moved()).orElse(0L) > KEYS / 2;
  }

  private void flush() {
    try (Jedis here = cold().redis().client()) {
      here.flushAll();
    }
  }

  private void assertNamed(WarmupStatus end) {
    assertNotEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertSays(FLUSHED, end.reason());
    assertTrue(source().redis().keys() >= KEYS);
    assertServes(cold());
  }

  @Test
  public void aFlushInADeltaIsNamed() {
    racks(KEYS - 100);

    assertNamed(half("delta", this::flush));
  }

  @Test
  public void aFlushInACopyIsNamed() {
    racks(0);

    assertNamed(half("copy", this::flush));
  }

  @Test
  public void aFlushAfterTheHandOverIsNamed() {
    racks(0);
    Strike strike =
        Strike.when(
            (call, status) ->
                status.phase() == WarmupPhase.RESTORE
                    && "NORMAL".equals(cold().dynomite().adminClient().state()),
            this::flush);

    WarmupStatus end = struck("replication", strike);

    assertEnded(WarmupOutcome.FAILED, Reason.NOT_PROVEN, end);
    assertNamed(end);
  }

  /** The source's FLUSHALL comes through the replication stream. */
  @Test
  public void aFlushOfTheSourceIsNotTakenForOneHere() {
    racks(0);
    Runnable flushThere =
        () -> {
          try (Jedis there = source().redis().client()) {
            there.flushAll();
          }
        };

    WarmupStatus end = struck("replication", Strike.in(WarmupPhase.CATCH_UP, flushThere));

    assertNotEquals(WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertFalse(end.reason(), end.reason().contains(FLUSHED));
  }

  /** Removing keys that may be old is the run's own doing. */
  @Test
  public void whatTheRunDropsItselfIsNotTakenForAFlush() {
    racks(0);

    WarmupStatus end = half("copy", () -> source().redis().kill());

    assertNotEquals(WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertFalse(end.reason(), end.reason().contains(FLUSHED));
  }

  @Test
  public void keysThatAreEvictedHereAreNamed() {
    racks(KEYS - 100);
    long used = Long.parseLong(cold().redis().info("memory", "used_memory"));

    WarmupStatus end =
        half(
            "delta",
            () -> {
              Servers.config(cold(), "maxmemory-policy", "allkeys-lru");
              Servers.config(cold(), "maxmemory", Long.toString(used / 2));
            });

    assertNotEquals(WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertSays("the local Redis has evicted ", end.reason());
  }
}
