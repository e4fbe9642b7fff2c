// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.Injector;
import com.netflix.governator.InjectorBuilder;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Governator step back by its presence beside the host's own initializer; it is not meant to
 * be called. {@link PluginContainerInitializer} does the work. Neither class may be shipped without
 * the other.
 */
public final class PluginInitializer implements WebApplicationInitializer {
  private static final Logger LOG = LoggerFactory.getLogger(PluginInitializer.class);

  /** Called only if there is no other initializer, and therefore no manager. */
  @Override
  public Injector createInjector() {
    LOG.warn(
        "No dynomite-manager in this webapp: dyno-warmup is its only WebApplicationInitializer");
    return InjectorBuilder.fromModules().createInjector();
  }
}
