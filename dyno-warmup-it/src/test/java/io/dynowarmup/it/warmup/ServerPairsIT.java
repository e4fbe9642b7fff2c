// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeFalse;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Tests each pair of the servers that {@code -Dredis.binaries=} names: a replication into an empty
 * node, a delta and a verification. Prints one line per pair.
 */
@RunWith(Parameterized.class)
public class ServerPairsIT {
  private static final int OF_EACH_TYPE = 300;

  @Parameter public RedisBinary source;

  @Parameter(1)
  public RedisBinary target;

  private DynomiteCluster cluster;

  @Parameters(name = "{0} to {1}")
  public static List<Object[]> pairs() {
    List<Object[]> pairs = new ArrayList<>();
    for (RedisBinary from : RedisBinary.all()) {
      for (RedisBinary to : RedisBinary.all()) {
        pairs.add(new Object[] {from, to});
      }
    }
    return pairs;
  }

  @Before
  public void start() {
    assumeFalse("by hand", System.getProperty("redis.binaries", "").isBlank());
    cluster =
        DynomiteCluster.builder().redisOfRack(rack -> rack == 0 ? source : target).build().start();
    Filler.types(cluster.node(0).redis(), OF_EACH_TYPE);
  }

  @After
  public void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  public void warmUpDeltaVerification() {
    String replication = run("replication");
    Filler.types(cluster.node(1).redis(), OF_EACH_TYPE - 50);
    String delta = run("delta");
    System.out.println(
        "| "
            + source
            + " | "
            + target
            + " | "
            + replication
            + " | "
            + delta
            + " | "
            + verified()
            + " |");
  }

  private String run(String strategy) {
    try (WarmedNode node = WarmedNode.of(cluster.node(1))) {
      WarmupStatus end = node.set("strategy", strategy).set("force", true).byHand();
      boolean warmed = end.outcome().orElse(null) == WarmupOutcome.WARMED;
      if (warmed) {
        assertEquals(
            "WARMED is true",
            "none",
            KeyComparer.compare(cluster.node(1).redis(), cluster.node(0).redis(), "__dyno_warmup:")
                    .isNone()
                ? "none"
                : "differs");
      }
      assertEquals("NORMAL", end.dynomiteState().get());
      if (source.version().equals(target.version())) {
        assertEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
      }
      return end.outcome().get() + (warmed ? "" : ": " + end.reason());
    }
  }

  private String verified() {
    try (WarmedNode node = WarmedNode.of(cluster.node(1))) {
      node.engine().verify("full");
      Await.until(
          "the end",
          Scenario.LIMIT,
          () -> node.engine().verification().state() != VerifyReport.State.RUNNING);
      VerifyReport report = node.engine().verification();
      return report.state() + ", " + report.differences() + " differ " + report.reason();
    }
  }
}
