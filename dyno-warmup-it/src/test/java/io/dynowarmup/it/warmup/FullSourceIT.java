// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.Checks.verdict;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/** A peer's Redis is at its maxmemory and may not evict: it refuses the cluster's writes. */
public class FullSourceIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final String FULL = "refuses writes, because its memory is full";

  private void fill(RackNode full) {
    Filler.strings(full.redis(), KEYS, 200);
    Servers.config(full, "maxmemory-policy", "noeviction");
    Servers.config(full, "maxmemory", "500000");
  }

  @Test
  public void oneThatAcceptsWritesIsPreferred() {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    fill(source());
    // The source has more keys in the same class, so only the rule ranks it last.
    Filler.strings(cluster.node(2).redis(), KEYS - 100, 200);

    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertSource(cluster.node(2), end);
    assertSays(FULL, verdict(end, source()));
    assertServes(cold());
  }

  @Test
  public void ifThereIsNoOtherItIsWarnedAbout() throws Exception {
    cluster();
    fill(source());
    WarmedNode node = warmup();
    String preflight = node.engine().preflight(WarmupRequest.atStartup()).text();

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertSays(FULL, preflight.replaceAll("\\s+", " "));
    assertSays(FULL, end.warnings().toString());
  }
}
