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
import io.dynowarmup.host.manager.task.WarmupTask;
import javax.servlet.ServletException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the injector of the host's initializer. */
interface HostInjector {
  String STOCK = "com.netflix.florida.startup.Florida";

  Injector create();

  /**
   * Returns a factory for the injector.
   *
   * @param initializer the host's initializer
   * @param on whether to install the warm-up
   * @throws ServletException if the initializer cannot be created, as in Governator
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
      throw new ServletException(initializer + " cannot be created: " + e, e);
    }
    return on ? () -> checked(host.createInjector(), initializer) : host::createInjector;
  }

  /** Warns if a custom launcher has not installed the module. */
  static Injector checked(Injector injector, Class<?> initializer) {
    Binding<?> task = injector.getExistingBinding(Key.get(WarmBootstrapTask.class));
    boolean ours =
        task instanceof LinkedKeyBinding
            && ((LinkedKeyBinding<?>) task).getLinkedKey().equals(Key.get(WarmupTask.class));
    if (!ours) {
      Logger log = LoggerFactory.getLogger(HostInjector.class);
      log.warn(
          "dyno-warmup is installed but not used: {} builds its injector without it; add"
              + " install(new {}()) to its module, or set plugin.enabled=false",
          initializer.getName(),
          WarmupModule.class.getName());
    }
    return injector;
  }
}
