// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import java.lang.reflect.Proxy;

/**
 * Notices that the terminal was resized. The signal for it, SIGWINCH, is handled by reflection:
 * {@code --release 8} hides the JDK's class for signals.
 */
final class Resizes {
  private static final String SIGNAL = "WINCH";

  private Resizes() {}

  /** Calls the action, on a thread of the JVM, after each change; never on a system without it. */
  static void onChange(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              Resizes.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "handle":
                    action.run();
                    return null;
                  case "equals":
                    return proxy == arguments[0];
                  case "hashCode":
                    return System.identityHashCode(proxy);
                  default:
                    return SIGNAL;
                }
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(SIGNAL), handling);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The width of the start is kept.
    }
  }
}
