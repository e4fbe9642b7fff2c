// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.spi.LinkedKeyBinding;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import com.netflix.florida.startup.FloridaModule;
import com.netflix.governator.InjectorBuilder;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;
import javax.servlet.ServletException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the injector of the one initializer comes about. */
interface HostInjector {
  String STOCK = "com.netflix.florida.startup.Florida";

  Injector create();

  /**
   * @param initializer the host's
   * @param on whether the warm-up is to be in it
   * @throws ServletException when the initializer cannot be made, as Governator does
   */
  static HostInjector of(Class<?> initializer, boolean on) throws ServletException {
    if (on && initializer.getName().equals(STOCK)) {
      return () ->
          InjectorBuilder.fromModules(new WarmupModule(), new FloridaModule()).createInjector();
    }
    WebApplicationInitializer host;
    try {
      host = (WebApplicationInitializer) initializer.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ServletException(initializer + " cannot be made: " + e, e);
    }
    return on ? () -> checked(host.createInjector(), initializer) : host::createInjector;
  }

  /** A launcher of somebody's own has to install the module itself. */
  static Injector checked(Injector injector, Class<?> initializer) {
    Binding<?> task = injector.getExistingBinding(Key.get(WarmBootstrapTask.class));
    boolean ours =
        task instanceof LinkedKeyBinding
            && ((LinkedKeyBinding<?>) task).getLinkedKey().equals(Key.get(WarmupTask.class));
    if (!ours) {
      Logger log = LoggerFactory.getLogger(HostInjector.class);
      log.warn(
          "dyno-warmup is here and not in use: {} builds its injector without it; add"
              + " install(new {}()) to its module, or set plugin.enabled=false",
          initializer.getName(),
          WarmupModule.class.getName());
    }
    return injector;
  }
}
