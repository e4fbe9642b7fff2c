// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Injector;
import com.netflix.florida.startup.FloridaModule;
import com.netflix.governator.InjectorBuilder;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;
import io.dynowarmup.host.manager.WarmupModule;

/** A user's own launcher that installs the warm-up. */
public class OwnLauncher implements WebApplicationInitializer {
  @Override
  public Injector createInjector() {
    return InjectorBuilder.fromModules(new FloridaModule(), new WarmupModule()).createInjector();
  }
}
