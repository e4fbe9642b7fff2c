// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.Injector;
import com.netflix.governator.InjectorBuilder;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is never meant to be asked: its presence beside the host's own initializer makes Governator step
 * back, and {@link PluginContainerInitializer} does the work. Neither may be shipped without the
 * other.
 */
public final class PluginInitializer implements WebApplicationInitializer {
  private static final Logger LOG = LoggerFactory.getLogger(PluginInitializer.class);

  /** Asked all the same: there is no other initializer, so there is no manager either. */
  @Override
  public Injector createInjector() {
    LOG.warn(
        "dyno-warmup is the only WebApplicationInitializer of this webapp: there is no"
            + " dynomite-manager to be a plugin of");
    return InjectorBuilder.fromModules().createInjector();
  }
}
