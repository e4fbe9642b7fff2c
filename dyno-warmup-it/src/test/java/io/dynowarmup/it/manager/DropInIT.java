// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Properties;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Runs the jars in WEB-INF/lib of the manager's webapp, with the manager's libraries. */
public class DropInIT extends ManagerScenario {
  private static final String OFF = "dynomitemanager.dyno.warm.plugin.enabled";
  private static final String MBEAN = "io.dynowarmup:";

  private ManagedNode start(String... initializers) throws IOException {
    return node().start(closeLater(Webapp.with(initializers)));
  }

  private void assertNotWarmed(String by, ManagedNode manager) {
    assertEquals(by, manager.status().getProperty("warmup"));
    assertEquals("", manager.status().getProperty("journal", ""));
    assertEquals(0, cold().redis().keys());
  }

  @Test
  public void theStockManagerWarmsItsNodeOurWayWithoutAnEdit() throws IOException {
    ManagedNode manager = node().everythingScanned().start(closeLater(Webapp.with(Webapp.FLORIDA)));
    assertEquals("plugin", manager.status().getProperty("warmup"));
    assertTrue(manager.status().getProperty("mbeans").contains(MBEAN));
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("suspended", "false");
    assertEquals(
        "suspended=true,time,bootstrapping=true,first=false,"
            + "status=IN_SYNC_SUCCESS,bootstrapping=false,suspended=false",
        manager.status().getProperty("journal"));
    awaitKeys(KEYS);
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    manager.await("alive", "true");
    manager.await("healthy", "true");
  }

  @Test
  public void theManagerIsUpBeforeTheWarmupIsAndOutOfDiscoveryUntilItIsOver() throws IOException {
    ManagedNode manager = node(c -> c.withLinks());
    cluster().link(1, 0).redis().bandwidth(5_000);
    manager.start(closeLater(Webapp.with(Webapp.FLORIDA)));
    Properties status = manager.status();
    assertEquals("pending", status.getProperty("rest"));
    assertEquals("false", status.getProperty("healthy"));
    assertEquals("true", status.getProperty("suspended"));
    assertEquals("false", status.getProperty("alive"));
    cluster().link(1, 0).redis().bandwidth(0);
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("healthy", "true");
  }

  @Test
  public void aRedisThatIsDownIsStartedByTheManager() throws IOException {
    ManagedNode manager = node();
    cold().redis().stop();
    manager.start(closeLater(Webapp.with(Webapp.FLORIDA)));
    manager.await("rest", "IN_SYNC_SUCCESS");
    awaitKeys(KEYS);
  }

  @Test
  public void theManagersSchedulerChecksTheNode() throws IOException {
    ManagedNode manager = start(Webapp.FLORIDA);
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("tasks", "[]");
    assertEquals("true", manager.fire().getProperty("healthy"));
  }

  @Test
  public void theManagersSchedulerComparesTheNodeAtTheTimesOfVerifyCron() throws IOException {
    ManagedNode manager =
        node()
            .property("florida.dyno.warm.verify.cron", "0 0 3 * * ?")
            .start(closeLater(Webapp.with(Webapp.FLORIDA)));
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("suspended", "false");
    manager.await("tasks", "[dyno-warmup-verify]");
    assertEquals("NONE -1", manager.status().getProperty("verify"));
    try (Jedis here = cold().redis().client()) {
      here.set("key:7", "another");
      here.del("key:8");
    }
    manager.fire();
    manager.await("verify", "DONE 2");
    assertEquals("and the next one", "[dyno-warmup-verify]", manager.status().getProperty("tasks"));
    assertTrue(manager.log(), manager.log().contains("Verification DONE: full"));
  }

  @Test
  public void theManagersSchedulerDoesNotCompareDuringARun() throws IOException {
    ManagedNode manager =
        node(c -> c.withLinks()).property("florida.dyno.warm.verify.cron", "0 0 3 * * ?");
    cluster().link(1, 0).redis().bandwidth(5_000);
    manager.start(closeLater(Webapp.with(Webapp.FLORIDA)));
    assertEquals("pending", manager.fire().getProperty("rest"));
    assertEquals("NONE -1", manager.status().getProperty("verify"));
    assertTrue(
        manager.log(),
        manager
            .log()
            .contains("Skipped the verification that is due by verify.cron: run 1 is in progress"));
    cluster().link(1, 0).redis().bandwidth(0);
    manager.await("rest", "IN_SYNC_SUCCESS");
    manager.await("suspended", "false");
    manager.fire();
    manager.await("verify", "DONE 0");
  }

  @Test
  public void withoutTheExtensionItWarmsAsWell() throws IOException {
    ManagedNode manager =
        node().start(closeLater(Webapp.with(Webapp.FLORIDA).withoutTheExtension()));
    manager.await("rest", "IN_SYNC_SUCCESS");
    assertEquals("[]", manager.status().getProperty("mbeans"));
  }

  @Test
  public void aLauncherOfAThirdPartyInstallsTheModule() throws IOException {
    ManagedNode manager = start(Webapp.OWN_LAUNCHER);
    assertEquals("plugin", manager.status().getProperty("warmup"));
    manager.await("rest", "IN_SYNC_SUCCESS");
    assertFalse(manager.log().contains("is installed but not used"));
  }

  @Test
  public void aLauncherThatDoesNotIsLeftAsItIsAndWarned() throws IOException {
    ManagedNode manager = start(Webapp.LAUNCHER_WITHOUT);
    assertNotWarmed("built-in", manager);
    assertTrue(manager.log(), manager.log().contains("dyno-warmup is installed but not used"));
  }

  @Test
  public void withSeveralInitializersNothingIsStartedAsWithoutUs() throws IOException {
    ManagedNode manager = start(Webapp.FLORIDA, Webapp.OWN_LAUNCHER);
    assertEquals("no manager", manager.status().getProperty("warmup"));
    assertTrue(manager.log(), manager.log().contains("dyno-warmup: 2 WebApplicationInitializers"));
  }

  @Test
  public void withNoneTheWebappIsUpWithoutAManager() throws IOException {
    ManagedNode manager = start();
    assertEquals("STARTED", manager.state());
    assertEquals("no manager", manager.status().getProperty("warmup"));
  }

  @Test
  public void aJarThatIsNotScannedLeavesTheManagerAsItIs() throws IOException {
    ManagedNode manager =
        node().unscanned("dyno-warmup-plugin*.jar").start(closeLater(Webapp.with(Webapp.FLORIDA)));
    assertNotWarmed("built-in", manager);
    assertTrue(manager.log(), manager.log().contains("did not show its own initializer"));
  }

  @Test
  public void withoutThePluginTheManagerIsTheStockOne() throws IOException {
    assertNotWarmed(
        "built-in", node().start(closeLater(Webapp.with(Webapp.FLORIDA).withoutThePlugin())));
  }

  @Test
  public void switchedOffByASystemPropertyItIsTheStockOneToo() throws IOException {
    assertSwitchedOff(node().property(OFF, false).start(closeLater(Webapp.with(Webapp.FLORIDA))));
  }

  @Test
  public void switchedOffInItsApplicationPropertiesItIsTheStockOneToo() throws IOException {
    assertSwitchedOff(
        node()
            .start(
                closeLater(Webapp.with(Webapp.FLORIDA).applicationProperties(OFF + "=false\n"))));
  }

  @Test
  public void switchedOffALauncherThatInstallsTheModuleIsTheStockOneToo() throws IOException {
    assertSwitchedOff(
        node().property(OFF, false).start(closeLater(Webapp.with(Webapp.OWN_LAUNCHER))));
  }

  private void assertSwitchedOff(ManagedNode manager) {
    assertNotWarmed("built-in", manager);
    assertTrue(manager.log(), manager.log().contains("plugin.enabled is false"));
    assertEquals("[]", manager.status().getProperty("mbeans"));
    assertEquals("[]", manager.status().getProperty("tasks"));
  }
}
