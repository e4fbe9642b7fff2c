// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.AbstractModule;
import io.dynowarmup.host.manager.node.PluginSwitch;
import io.dynowarmup.host.manager.task.ManagerModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces dynomite-manager's own warm-up: {@code install(new WarmupModule())} beside the host's
 * {@code FloridaModule}. It may be installed more than once; with {@code plugin.enabled=false} it
 * binds nothing.
 */
public final class WarmupModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupModule.class);

  @Override
  protected void configure() {
    if (!PluginSwitch.early().isOn()) {
      LOG.info("Plugin is off (plugin.enabled=false): dynomite-manager's own warm-up stays");
      return;
    }
    install(new ManagerModule());
  }

  /** Makes a second installation of the module have no effect. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WarmupModule;
  }

  @Override
  public int hashCode() {
    return WarmupModule.class.hashCode();
  }
}
