// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.spi.WarmupExtension;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import javax.management.MBeanServer;
import org.junit.Test;

public class RegistrationTest {
  private final MBeanServer server = Beans.server();
  private final FakeWarmup first = new FakeWarmup();
  private final FakeWarmup second = new FakeWarmup();

  @Test
  public void theBeanIsGoneAfterTheCloseHoweverOften() {
    Registration registration = Registration.of(server, first);
    assertTrue(server.isRegistered(Beans.NAME));
    registration.close();
    registration.close();
    assertFalse(server.isRegistered(Beans.NAME));
    assertEquals("nothing holds on to it", 0, first.observers.size());
  }

  @Test
  public void aSecondWarmUpTakesThePlaceOfOneThatWasLeftThere() {
    Registration.of(server, first);
    second.become(s -> s.runId("2").trigger(Trigger.MANUAL).startedEpochMillis(0));
    Registration.of(server, second);
    assertEquals("2", Beans.proxy(server).getRunId());
  }

  @Test
  public void theOneThatWasReplacedLeavesItsSuccessorAlone() {
    Registration old = Registration.of(server, first);
    Registration.of(server, second);
    old.close();
    assertTrue(server.isRegistered(Beans.NAME));
  }

  @Test
  public void whatAnotherClientHasRemovedIsNoProblemAtTheClose() throws Exception {
    Registration registration = Registration.of(server, first);
    server.unregisterMBean(Beans.NAME);
    registration.close();
    assertFalse(server.isRegistered(Beans.NAME));
  }

  @Test
  public void theExtensionIsFoundByItselfAndUsesThePlatformsServer() {
    List<WarmupExtension> found = new ArrayList<>();
    ServiceLoader.load(WarmupExtension.class).forEach(found::add);
    assertEquals(1, found.size());
    MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
    try (WarmupExtension extension = found.get(0)) {
      extension.attach(first);
      assertTrue(platform.isRegistered(Beans.NAME));
      extension.attach(second);
      assertTrue(platform.isRegistered(Beans.NAME));
    }
    assertFalse(platform.isRegistered(Beans.NAME));
  }
}
