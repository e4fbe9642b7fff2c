// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.config.FloridaConfig;
import java.lang.reflect.Proxy;

/** Makes the host's settings. Every access fails, because nothing in this webapp may read them. */
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
