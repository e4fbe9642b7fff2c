// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/** A cluster of caches: each Redis is at its maxmemory and evicts. */
public class CacheIT extends Scenario {
  private static final int KEYS = 40_000;
  private static final int BYTES = 200;
  private static final long LIMIT_BYTES = 8_000_000;

  private void caches(long localLimit) {
    cluster();
    limit(source(), LIMIT_BYTES);
    limit(cold(), localLimit);
    Filler.strings(source().redis(), KEYS, BYTES);
    assertTrue(Long.parseLong(source().redis().info("stats", "evicted_keys")) > 0);
  }

  private static void limit(RackNode node, long bytes) {
    Servers.config(node, "maxmemory-policy", "allkeys-lru");
    Servers.config(node, "maxmemory", Long.toString(bytes));
  }

  @Test
  public void oneThatEvictsAsItsSourceDoesIsWarmed() {
    // A little less, so that it evicts as soon as it is a master.
    caches(LIMIT_BYTES * 95 / 100);
    WriteLoad load = load(Workload.uniqueSets("u:", BYTES), 1_000);

    WarmupStatus end = warmup().set("strategy", "replication").set("force", true).atStartup();

    load.stop();
    assertWarmed(end);
    assertSays("both sides evict keys (allkeys-lru, same maxmemory)", end.proof().text());
    assertTrue(Long.parseLong(cold().redis().info("stats", "evicted_keys")) > 0);
  }

  @Test
  public void oneWithLessMemoryIsNot() {
    caches(LIMIT_BYTES / 2);

    WarmupStatus end = warmup().set("strategy", "replication").set("force", true).atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.DOES_NOT_FIT, end);
    assertSays("it has reached its 'maxmemory'", end.reason());
  }
}
