// SPDX-License-Identifier: Apache-2.0
package com.netflix.florida.startup;

import com.google.inject.Injector;
import com.netflix.governator.InjectorBuilder;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;

/** Stands in for the host's initializer, which the servlet container finds by its class name. */
public class Florida implements WebApplicationInitializer {
  @Override
  public Injector createInjector() {
    return InjectorBuilder.fromModules(new FloridaModule()).createInjector();
  }
}
