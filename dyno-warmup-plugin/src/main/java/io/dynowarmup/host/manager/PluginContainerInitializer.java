// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.Injector;
import com.google.inject.servlet.GuiceFilter;
import com.netflix.governator.guice.servlet.GovernatorServletContextListener;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;
import io.dynowarmup.host.manager.node.PluginSwitch;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.annotation.HandlesTypes;

/**
 * Builds the host's injector with the warm-up, in place of Governator. Governator accepts only one
 * {@link WebApplicationInitializer} per webapp and does nothing if {@link PluginInitializer} exists
 * beside the host's. The servlet container (3.0 and newer) finds this class by itself.
 */
@HandlesTypes(WebApplicationInitializer.class)
public final class PluginContainerInitializer implements ServletContainerInitializer {
  private static final String OURS = "dyno-warmup: ";

  @Override
  public void onStartup(Set<Class<?>> found, ServletContext context) throws ServletException {
    List<Class<?>> types = initializers(found);
    if (!types.remove(PluginInitializer.class)) {
      context.log(
          OURS
              + "the servlet container did not show its own initializer, so Governator starts the"
              + " manager and its built-in warm-up stays; is the jar left out of the scan for"
              + " annotations (jarsToSkip, metadata-complete)?");
      return;
    }
    if (types.size() > 1) {
      context.log(
          OURS
              + types.size()
              + " WebApplicationInitializers, where Governator expects one, so nothing is started: "
              + types);
      return;
    }
    if (!types.isEmpty()) {
      boolean on = PluginSwitch.early().isOn();
      if (!on) {
        context.log(OURS + "plugin.enabled is false: dynomite-manager's own warm-up stays");
      }
      HostInjector injector = HostInjector.of(types.get(0), on);
      register(injector, context);
    }
  }

  private static List<Class<?>> initializers(Set<Class<?>> found) {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : found == null ? Collections.<Class<?>>emptySet() : found) {
      if (!type.isInterface()
          && !Modifier.isAbstract(type.getModifiers())
          && WebApplicationInitializer.class.isAssignableFrom(type)) {
        types.add(type);
      }
    }
    return types;
  }

  /** Registers the same filter and listener as Governator. */
  private static void register(HostInjector injector, ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("guiceFilter", new GuiceFilter());
    if (filter != null) {
      filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }
    context.addListener(
        new GovernatorServletContextListener() {
          @Override
          protected Injector createInjector() {
            return injector.create();
          }
        });
  }
}
