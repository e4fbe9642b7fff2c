// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.config.FloridaConfig;
import java.lang.reflect.Proxy;

/** The host's settings, of which nobody here asks one. */
final class HostConfig {
  private HostConfig() {}

  static FloridaConfig make() {
    return (FloridaConfig)
        Proxy.newProxyInstance(
            HostConfig.class.getClassLoader(),
            new Class<?>[] {FloridaConfig.class},
            (proxy, method, args) -> {
              throw new IllegalStateException(method + " is asked");
            });
  }
}
