// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import java.lang.reflect.Proxy;

/**
 * Tells when the terminal has another size. The JDK has the signal for it, SIGWINCH, only in a
 * class that the compiler of a release hides.
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
