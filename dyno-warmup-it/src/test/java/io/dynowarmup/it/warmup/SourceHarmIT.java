// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.Checks.verdict;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A source that syncs through a disk of unknown health, and that refuses writes if the disk fails.
 */
@EveryRedis
public class SourceHarmIT extends Scenario {
  private static final int KEYS = 2_000;

  private DynomiteCluster cluster;

  private void racks(int racks) {
    cluster =
        cluster(
            c ->
                c.racks(racks)
                    .redisConfig(
                        (rack, redis) -> {
                          redis.config("repl-diskless-sync", rack == 0 ? "no" : "yes");
                          redis.config("save", rack == 0 ? "3600 1000000" : "\"\"");
                        }));
    for (RackNode node : cluster.nodes()) {
      if (node != cold()) {
        Filler.strings(node.redis(), KEYS, 20);
      }
    }
  }

  @Test
  public void itComesLastAndIsWarnedAbout() throws Exception {
    racks(3);

    PreflightReport preflight = warmup().engine().preflight(WarmupRequest.atStartup());
    WarmupStatus end = warmup().atStartup();

    assertWarmed(end);
    assertSource(cluster.node(2), end);
    assertSays("repl-diskless-sync no", verdict(end, source()));
    assertSays("repl-diskless-sync no", preflight.candidates().toString());
    assertEquals("0", source().redis().info("stats", "sync_full"));
  }

  /** Makes a save fail: a directory has the name of the dump. */
  private void breakDisk() throws IOException {
    Path inTheWay = source().redis().dir().resolve("dump.rdb");
    Files.createDirectory(inTheWay);
    Files.createFile(inTheWay.resolve("file"));
  }

  /** A comparison only reads at the source, so the source saves nothing. */
  @Test
  public void aNodeThatHoldsDataSparesItTheSync() throws Exception {
    racks(2);
    breakDisk();
    // Fewer than half of the keys: without the doubt about the disk, the run would replicate.
    Filler.strings(cold().redis(), KEYS / 4, 20);
    WarmedNode node = warmup();
    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());
    assertSays("delta (auto: to spare the source a full sync", preflight.text());

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertSays("delta (auto: to spare the source a full sync", end.strategy().get());
    assertEquals("full syncs", "0", source().redis().info("stats", "sync_full"));
    assertEquals("ok", source().redis().info("persistence", "rdb_last_bgsave_status"));
    assertSame(cold(), source());
  }

  @Test
  public void whatASyncHasDoneToItIsSaidWithTheWayToUndoIt() throws Exception {
    racks(2);
    breakDisk();
    WarmedNode node = warmup();
    String preflight = node.engine().preflight(WarmupRequest.atStartup()).misset().toString();
    assertSays("would refuse all writes if that failed", preflight);

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("was ok", end.reason());
    assertSays("CONFIG SET stop-writes-on-bgsave-error no", end.reason());
    assertSays("repl-diskless-sync no", end.warnings().toString());
    assertEquals("full syncs", "1", source().redis().info("stats", "sync_full"));
    try (Jedis there = source().redis().client()) {
      // What the sentence says is true, and so is its remedy.
      JedisDataException refused =
          assertThrows(JedisDataException.class, () -> there.set("key", "value"));
      assertSays("MISCONF", refused.getMessage());
      there.configSet("stop-writes-on-bgsave-error", "no");
      assertEquals("OK", there.set("key", "value"));
    }
  }
}
