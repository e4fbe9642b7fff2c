// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;
import org.junit.Test;

/**
 * A manager that is restarted after its warm-up was interrupted. Its own gate does not open then:
 * its Redis is up, and the token is its own.
 */
public class RestartedManagerIT extends ManagerScenario {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Webapp webapp;

  @Test
  public void oneThatWasKilledInTransferWarmsItsNode() throws IOException {
    ManagedNode manager = slowTransfer();
    manager.kill();
    cluster().link(1, 0).redis().bandwidth(0);
    manager.start(webapp);
    assertTakenUp(manager);
  }

  @Test
  public void oneThatIsKilledAgainAtItsStartWarmsItsNode() throws IOException {
    ManagedNode manager = slowTransfer();
    for (int i = 0; i < 2; i++) {
      manager.kill();
      manager.start(webapp);
    }
    manager.kill();
    cluster().link(1, 0).redis().bandwidth(0);
    manager.start(webapp);
    assertTakenUp(manager);
  }

  @Test
  public void oneThatWasKilledWhileItWroteDynomiteYmlWarmsItsNode() throws IOException {
    ManagedNode manager = slowTransfer();
    manager.kill();
    Files.write(cold().dynomite().yml(), new byte[0]);
    cluster().link(1, 0).redis().bandwidth(0);
    manager.start(webapp);
    assertTakenUp(manager);
  }

  @Test
  public void oneWhoseTomcatWasStoppedInTransferWarmsItsNode() throws IOException {
    ManagedNode manager = slowTransfer();
    manager.terminate();
    assertEquals("master", cold().redis().info("replication", "role"));
    cluster().link(1, 0).redis().bandwidth(0);
    manager.start(webapp);
    assertTakenUp(manager);
  }

  @Test
  public void aReplicaThatIsMadeAMasterMeanwhileIsWarmedAllTheSame() throws IOException {
    ManagedNode manager = slowTransfer();
    manager.kill();
    try (redis.clients.jedis.Jedis redis = cold().redis().client()) {
      redis.replicaofNoOne();
    }
    cluster().link(1, 0).redis().bandwidth(0);
    manager.start(webapp);
    assertTakenUp(manager);
  }

  @Test
  public void theRunAtStartIsAJobOfTheManagersQuartz() throws IOException {
    ManagedNode manager = slowTransfer();
    Properties during = manager.status();
    assertEquals("[dyno-warmup-startup]", during.getProperty("executed"));
    assertEquals("pending", during.getProperty("rest"));
    assertTrue(!"NORMAL".equals(cold().dynomite().adminClient().state()));
    cluster().link(1, 0).redis().bandwidth(0);
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("executed", "[]");
    manager.await("tasks", "[]");
  }

  private void assertTakenUp(ManagedNode manager) {
    assertTrue(manager.log(), manager.log().contains("Start-up run begins before"));
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("suspended", "false");
    awaitKeys(KEYS);
    assertEquals("master", cold().redis().info("replication", "role"));
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    manager.await("healthy", "true");
  }

  private ManagedNode slowTransfer() throws IOException {
    ManagedNode manager = node(c -> c.withLinks());
    cluster().link(1, 0).redis().bandwidth(5_000);
    webapp = closeLater(Webapp.with(Webapp.FLORIDA));
    manager.start(webapp);
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    return manager;
  }
}
