// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Injector;
import com.netflix.florida.startup.FloridaModule;
import com.netflix.governator.InjectorBuilder;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;

/** A user's own launcher that does not install the warm-up. */
public class LauncherWithout implements WebApplicationInitializer {
  @Override
  public Injector createInjector() {
    return InjectorBuilder.fromModules(new FloridaModule()).createInjector();
  }
}
