// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.util.Map;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** What an operator, another program or a killed run has left behind. */
public class LeftBehindIT extends Scenario {
  @Test
  public void standby() {
    dynomiteIn("standby");
  }

  @Test
  public void resuming() {
    dynomiteIn("resuming");
  }

  @Test
  public void writesOnly() {
    dynomiteIn("writes_only");
  }

  /** A queue that is flushed after the hand-over would overwrite new values with old ones. */
  @Test
  public void aQueueOfOldWritesInFrontOfAMaster() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    cold().dynomite().adminClient().set("writes_only");
    queueOldValue();

    WarmupStatus end = warmup().set("force", true).atStartup();

    assertWarmed(end);
    assertNewValue();
    endsWell();
  }

  @Test
  public void aQueueOfOldWritesInFrontOfAReplicaThatAKilledRunHasMade() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    try (TempDir dir = TempDir.create("killed")) {
      String stateFile = dir.file("state").toString();
      cluster.link(1, 0).redis().bandwidth(60_000);
      killInTransfer(stateFile);
      cold().dynomite().adminClient().set("writes_only");
      queueOldValue();
      cluster.link(1, 0).redis().bandwidth(0);

      WarmupStatus end = warmup().set("state.file", stateFile).atStartup();

      assertWarmed(end);
      assertNewValue();
      endsWell();
    }
  }

  /** The replica continues, and every changed setting is restored. */
  @Test
  public void theReplicaOfAKilledRunUnderLoad() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    Servers.config(cold(), "slave-read-only", "no");
    Map<String, String> before = Servers.settings(cold());
    WriteLoad load = load(Workload.versions("v:", 200, 20), 1_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 500);
    try (TempDir dir = TempDir.create("killed")) {
      String stateFile = dir.file("state").toString();
      cluster.link(1, 0).redis().bandwidth(60_000);
      killInTransfer(stateFile);
      assertEquals("STANDBY", cold().dynomite().adminClient().state());
      cluster.link(1, 0).redis().bandwidth(0);

      WarmupStatus end = warmup().set("state.file", stateFile).atStartup();

      long at = load.acked();
      Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 500);
      assertWarmed(end);
      assertNothingLost(load, source(), cold());
      assertEquals(before, Servers.settings(cold()));
      endsWell();
    }
  }

  /** The source of the replica is gone. The next run finds no source and detaches the replica. */
  @Test
  public void theReplicaOfAKilledRunWhoseSourceIsGone() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    try (TempDir dir = TempDir.create("killed")) {
      String stateFile = dir.file("state").toString();
      cluster.link(1, 0).redis().bandwidth(60_000);
      killInTransfer(stateFile);
      source().redis().kill();

      WarmupStatus end =
          warmup().set("state.file", stateFile).set("stall.msec", 10_000).atStartup();

      assertTrue(end.reason(), end.reason().contains("no peer can be the source"));
      assertServes(cold());
    }
  }

  private void dynomiteIn(String state) {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    cold().dynomite().adminClient().set(state);

    assertWarmed(warmup().atStartup());

    endsWell();
  }

  /** Queues the old value in the cold node's Dynomite and sets the new value at the source. */
  private void queueOldValue() {
    try (Jedis client = Checks.client(source().dynomite().client());
        Jedis redis = source().redis().client()) {
      assertEquals("OK", client.set("fought-over", "old"));
      redis.set("fought-over", "new");
    }
  }

  private void assertNewValue() {
    try (Jedis redis = cold().redis().client()) {
      assertEquals("new", redis.get("fought-over"));
    }
  }

  private void killInTransfer(String stateFile) throws Exception {
    try (OtherProgram other = OtherProgram.start(cold(), stateFile, "strategy=replication")) {
      Await.until(
          () -> "a replica; the other program says:\n" + other.log(),
          LIMIT,
          () -> "slave".equals(cold().redis().info("replication", "role")));
      other.kill();
    }
    assertEquals("slave", cold().redis().info("replication", "role"));
  }

  private void endsWell() {
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }
}
