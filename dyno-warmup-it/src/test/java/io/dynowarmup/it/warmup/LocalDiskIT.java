// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.Assume;
import org.junit.Test;

/** The local Redis receives a snapshot into a file in its {@code dir}, which may be gone. */
@EveryRedis
public class LocalDiskIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final long SLOW_NANOS = 300_000_000;
  private static final String TIGHT = "left, and the snapshot of the source may take up to";

  private static final String GROWS = "left, and its append-only file may grow by up to";

  private TempDir disk;
  private DynomiteCluster cluster;

  private void cluster(int racks) {
    disk = TempDir.create("disk");
    onDisk(racks);
  }

  private void onDisk(int racks, String... settings) {
    cluster =
        cluster(
            c ->
                c.racks(racks)
                    .redisConfig(
                        (rack, redis) -> {
                          if (rack == 1) {
                            redis.config("dir", disk.path().toString());
                            for (int i = 0; i < settings.length; i += 2) {
                              redis.config(settings[i], settings[i + 1]);
                            }
                          }
                        }));
    for (RackNode node : cluster.nodes()) {
      if (node != cold()) {
        Filler.strings(node.redis(), KEYS, 20);
      }
    }
  }

  @Test
  public void oneThatIsGoneIsFoundBeforehand() throws InterruptedException {
    cluster(2);
    disk.close();
    WarmedNode node = warmup().set("strategy", "replication");
    PreflightReport preflight = node.engine().preflight(WarmupRequest.atStartup());

    WarmupStatus refused = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, refused);
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_FAIL, preflight.answer());
    assertSays("the local Redis cannot receive a snapshot: its 'dir' is gone", preflight.why());
    assertSays("the local Redis cannot receive a snapshot: its 'dir' is gone", refused.reason());
    WarmupStatus end = warmup().atStartup();
    assertWarmed(end);
    assertSays("its 'dir' is gone", end.strategy().get());
    assertEquals("0", source().redis().info("stats", "sync_full"));
    assertSame(cold(), source());
  }

  /** After two sources whose snapshots do not arrive, no third one is asked. */
  @Test
  public void oneThatGoesMeanwhileIsNotTheSourcesFault() {
    cluster(4);
    WarmedNode warmup =
        closeLater(
            WarmedNode.of(
                cold(),
                new Calls() {
                  @Override
                  public void before(Call call) {
                    if (call.method().equals("replicaOf")) {
                      disk.close();
                    }
                  }
                }));

    WarmupStatus end = warmup.set("source.max.syncs", 2).atStartup();
    assertTwoAreAsked(2, end);
    assertFalse("there is space", String.join("; ", end.warnings()).contains(TIGHT));
  }

  private void assertTwoAreAsked(int mostSyncs, WarmupStatus end) {
    assertEnded(WarmupOutcome.FAILED, Reason.SYNC_BROKEN, end);
    assertSays("see the log of the local Redis " + cold().host(), end.reason());
    assertSays("the disk of its 'dir' first", end.reason());
    int asked = 0;
    for (RackNode node : cluster.nodes()) {
      int syncs = Integer.parseInt(node.redis().info("stats", "sync_full"));
      assertTrue(node + " began " + syncs, syncs <= mostSyncs);
      asked += syncs > 0 ? 1 : 0;
    }
    assertEquals("sources that were asked", 2, asked);
    assertServes(cold());
  }

  /** The disk has 3 MB of space for a snapshot of 4 MB. Needs permission to mount. */
  @Test
  public void oneThatIsFullIsNotTheSourcesFault() throws Exception {
    disk = closeLater(TempDir.create("full"));
    Assume.assumeTrue("no right to mount", run("mount -t tmpfs -o size=3m tmpfs " + disk.path()));
    closeLater(() -> run("umount -l " + disk.path()));
    onDisk(4);
    for (RackNode node : cluster.nodes()) {
      if (node != cold()) {
        Servers.fillForSlowLoad(node, 20);
      }
    }
    WarmedNode warmup = closeLater(WarmedNode.of(cold(), slowToTheSources()));
    warmup.set("strategy", "replication").set("source.max.syncs", 1);

    assertSays(TIGHT, warmup.engine().preflight(WarmupRequest.atStartup()).text());
    WarmupStatus end = warmup.atStartup();
    // One more is possible if the sync breaks before the warm-up sees that it has begun.
    assertTwoAreAsked(1 + 1, end);
    assertSays(TIGHT, String.join("; ", end.warnings()));

    assertTrue(cold().redis().log(), cold().redis().log().contains("Write error or short write"));
    Files.write(disk.file("rest"), new byte[2_200_000]);
    WarmupStatus full = warmup.atStartup();
    assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, full);
    assertSays("the disk of its 'dir' " + disk.path() + " is full", full.reason());
  }

  /** The AOF of 3 MB of space gets data of 4 MB. Needs permission to mount. */
  @Test
  public void oneThatIsFullOfTheAofIsNotTheSourcesFault() throws Exception {
    disk = closeLater(TempDir.create("aof"));
    Assume.assumeTrue("no right to mount", run("mount -t tmpfs -o size=3m tmpfs " + disk.path()));
    closeLater(() -> run("umount -l " + disk.path()));
    onDisk(3, "appendonly", "yes");
    for (RackNode node : cluster.nodes()) {
      if (node != cold()) {
        Servers.fillForSlowLoad(node, 20);
      }
    }
    WarmedNode warmup = warmup().set("strategy", "copy");
    assertSays(GROWS, warmup.engine().preflight(WarmupRequest.atStartup()).text());

    WarmupStatus end = warmup.atStartup();

    String warnings = String.join("; ", end.warnings());
    assertSays(GROWS, warnings);
    assertSays("keys that may be old cannot be removed and stay here", warnings);
    assertFalse(warnings, warnings.contains("giving up on"));
    assertEnded(WarmupOutcome.FAILED, Reason.REFUSES_WRITES, end);
    assertSays("its last write to the AOF failed", end.reason());
    assertEquals("NORMAL", cold().dynomite().adminClient().state());

    WarmupStatus again = warmup.set("strategy", "delta").atStartup();
    assertEnded(WarmupOutcome.FAILED, Reason.REFUSES_WRITES, again);
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
  }

  /** After SLAVEOF, a warm-up whose queries to the sources take longer than their syncs. */
  private Calls slowToTheSources() {
    String here = cold().host() + ":" + cold().redis().port();
    AtomicBoolean attached = new AtomicBoolean();
    return new Calls() {
      @Override
      public void before(Call call) {
        if (call.target().equals(here)) {
          attached.set(call.method().equals("replicaOf") || attached.get());
        } else if (attached.get() && !call.target().equals(ADMIN)) {
          LockSupport.parkNanos(SLOW_NANOS);
        }
      }

      @Override
      public void after(Call call, Object answer) {
        if (call.method().equals("replicaOfNoOne")) {
          attached.set(false);
        }
      }
    };
  }

  private static boolean run(String command) throws IOException, InterruptedException {
    return new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start().waitFor() == 0;
  }
}
