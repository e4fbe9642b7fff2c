// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * Commands of an operator or a script through the manager's REST interface, and failures at a
 * start.
 */
public class OperatorStopIT extends ManagerScenario {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  public void aStopDuringARunEndsItAndHolds() throws IOException {
    ManagedNode manager = slowTransfer();
    manager.restStop();
    manager.await("rest", "WARMUP_ERROR_FAIL");
    assertFalse(cold().dynomite().isRunning());
    assertTrue("monitor", manager.status().getProperty("suspended").equals("true"));
    Await.holdsFor("stopped", Duration.ofMillis(500), () -> !cold().dynomite().isRunning());
    cluster().link(1, 0).redis().bandwidth(0);
    manager.restStart();
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("suspended", "false");
    assertEquals(
        "an empty node does not serve: " + manager.log(),
        2,
        manager.log().split("Starting Dynomite in state STANDBY", -1).length - 1);
  }

  @Test
  public void withAWrongSettingDynomiteIsStillStarted() throws IOException {
    ManagedNode manager =
        node()
            .property("florida.dyno.warm.probe.msec", "soon")
            .start(closeLater(Webapp.with(Webapp.FLORIDA)));
    manager.await("rest", "WARMUP_ERROR_FAIL");
    Await.until("Dynomite", Duration.ofSeconds(5), () -> cold().dynomite().isRunning());
  }

  @Test
  public void aFirstStartThatFailsIsTriedAgainInTheRun() throws IOException {
    ManagedNode manager = node().failStarts(2).start(closeLater(Webapp.with(Webapp.FLORIDA)));
    manager.await("rest", "IN_SYNC_SUCCESS");
    assertTrue(manager.log(), manager.log().contains("starting it again in"));
    assertFalse("one run: " + manager.log(), manager.log().contains("the start-up run failed"));
  }

  @Test
  public void aPeerThatTheTokenDatabaseDoesNotNameComesBack() throws IOException {
    ManagedNode manager = withoutPeers();
    manager.rows(true);
    manager.await("rest", "IN_SYNC_SUCCESS");
    awaitKeys(KEYS);
  }

  @Test
  public void oneThatComesBackLaterThanWritesDoesNotDropThem() throws IOException {
    ManagedNode manager = withoutPeers();
    try (Jedis redis = cold().redis().client()) {
      redis.set("taken", "here");
    }
    manager.rows(true);
    manager.await("rest", "IN_SYNC_SUCCESS");
    awaitKeys(KEYS + 1);
    assertTrue(manager.log(), manager.log().contains("the node serves and is not warm"));
  }

  private ManagedNode withoutPeers() throws IOException {
    ManagedNode manager = node().property("florida.dyno.warm.retry.pause.msec", 2_000);
    manager.rows(false);
    manager.start(closeLater(Webapp.with(Webapp.FLORIDA)));
    manager.await("rest", "CANNOT_CONNECT_FAIL");
    Await.until(
        "a retry",
        LIMIT,
        () -> manager.log().contains("the start-up run found no peer and is tried again"));
    return manager;
  }

  private ManagedNode slowTransfer() throws IOException {
    ManagedNode manager = node(c -> c.withLinks());
    cluster().link(1, 0).redis().bandwidth(5_000);
    manager.start(closeLater(Webapp.with(Webapp.FLORIDA)));
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    return manager;
  }
}
