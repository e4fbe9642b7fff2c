// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.inject.Key;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.LinkedKeyBinding;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import io.dynowarmup.host.manager.task.WarmupTask;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class WarmupModuleTest {
  private static final String SWITCH = "dynomitemanager.dyno.warm.plugin.enabled";

  @After
  public void on() {
    System.clearProperty(SWITCH);
  }

  @Test
  public void theHostsTaskIsOurs() {
    boolean linked =
        Elements.getElements(new WarmupModule()).stream()
            .filter(e -> e instanceof LinkedKeyBinding)
            .map(e -> (LinkedKeyBinding<?>) e)
            .anyMatch(
                b ->
                    b.getKey().equals(Key.get(WarmBootstrapTask.class))
                        && b.getLinkedKey().equals(Key.get(WarmupTask.class)));
    assertTrue(linked);
  }

  @Test
  public void installedTwiceIsInstalledOnce() {
    List<Element> once = Elements.getElements(new WarmupModule());
    List<Element> twice = Elements.getElements(new WarmupModule(), new WarmupModule());
    assertEquals(once.size(), twice.size());
  }

  @Test
  public void switchedOffItBindsNothing() {
    System.setProperty(SWITCH, "false");
    assertEquals(0, Elements.getElements(new WarmupModule()).size());
  }
}
