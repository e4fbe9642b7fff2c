// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.Test;

/** The container stops the manager's webapp and starts it again. */
public class StopAndReloadIT extends ManagerScenario {
  private static final String NOTHING = "left: []";

  @Test
  public void aRunThatIsGoingOnEndsThroughRestoreAndNothingStays() throws IOException {
    ManagedNode manager = slowTransfer();
    assertEquals(NOTHING, manager.stopWebapp());
    assertServing();
  }

  @Test
  public void aWebappThatIsReloadedDuringARunWarmsTheNode() throws IOException {
    ManagedNode manager = slowTransfer();
    assertEquals(NOTHING, manager.stopWebapp());
    cluster().link(1, 0).redis().bandwidth(0);
    assertEquals("STARTED", manager.startWebapp());
    manager.await("rest", "IN_SYNC_SUCCESS");
    awaitKeys(KEYS);
    assertServing();
  }

  @Test
  public void afterARunNothingStaysEither() throws IOException {
    ManagedNode manager = node().start(closeLater(Webapp.with(Webapp.FLORIDA)));
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.fire();
    assertEquals(NOTHING, manager.stopWebapp());
    assertEquals("STARTED", manager.startWebapp());
    assertEquals("a node that is warm", "none", manager.status().getProperty("warmup"));
    assertEquals(NOTHING, manager.stopWebapp());
  }

  private ManagedNode slowTransfer() throws IOException {
    ManagedNode manager = node(c -> c.withLinks());
    cluster().link(1, 0).redis().bandwidth(5_000);
    manager.start(closeLater(Webapp.with(Webapp.FLORIDA)));
    Await.until(
        "a replica",
        Duration.ofSeconds(60),
        () -> "slave".equals(cold().redis().info("replication", "role")));
    return manager;
  }

  private void assertServing() {
    assertEquals("master", cold().redis().info("replication", "role"));
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
  }
}
