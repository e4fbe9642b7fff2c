// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertSource;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * The disk of the source fills up while it writes the snapshot for the sync. The disk is a small
 * file system in memory; mounting it needs root.
 */
public class FullSourceDiskIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final int LARGE = 5_000;

  private DynomiteCluster cluster;

  private static boolean succeeds(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts racks. The source's Redis has saved before and writes to a disk of 4 MB. */
  private void racks(int racks) {
    TempDir dir = closeLater(TempDir.create("disk"));
    String disk = dir.path().toString();
    assumeTrue(
        "a file system can be mounted",
        succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk));
    closeLater(() -> succeeds("umount", "-l", disk));
    cluster =
        cluster(
            c ->
                c.racks(racks)
                    .redisConfig(
                        (rack, redis) -> {
                          redis.config("repl-diskless-sync", rack == 0 ? "no" : "yes");
                          redis.config("save", "3600 1000000");
                          if (rack == 0) {
                            redis.config("dir", disk);
                          }
                        }));
    for (int rack = 0; rack < racks; rack++) {
      if (cluster.node(rack) != cold()) {
        Filler.strings(cluster.node(rack).redis(), KEYS, 20);
      }
    }
    try (Jedis jedis = source().redis().client()) {
      jedis.save();
    }
    for (int rack = 0; rack < racks; rack++) {
      if (cluster.node(rack) != cold()) {
        incompressible(cluster.node(rack).redis());
      }
    }
  }

  /** A snapshot of these keys has more than twice the size of the disk. */
  private static void incompressible(RedisServer redis) {
    Random random = new Random(1);
    try (Jedis jedis = redis.client();
        var pipeline = jedis.pipelined()) {
      for (int i = 0; i < LARGE; i++) {
        byte[] value = new byte[2_000];
        random.nextBytes(value);
        pipeline.set(("large:" + i).getBytes(StandardCharsets.US_ASCII), value);
      }
    }
  }

  @Test
  public void itIsAskedOnceAndTheWayToUndoItIsSaid() {
    racks(2);

    WarmupStatus end = warmup().atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("rdb_last_bgsave_status err, was ok", end.reason());
    assertSays("free or repair the disk of its 'dir'", end.reason());
    assertEquals("full syncs", "1", source().redis().info("stats", "sync_full"));
    assertEquals("err", source().redis().info("persistence", "rdb_last_bgsave_status"));
    assertServes(cold());
  }

  @Test
  public void theNextSourceIsTaken() {
    racks(3);

    WarmupStatus end = warmup().set("source", source().rack()).atStartup();
    String harm = end.warnings().toString() + end.reason();

    assertSays("rdb_last_bgsave_status err, was ok", harm);
    end = warmup().atStartup();
    assertWarmed(end);
    assertSource(cluster.node(2), end);
    assertTrue(end.proof().text(), end.proof().sampled().orElse(0) > 0);
  }
}
