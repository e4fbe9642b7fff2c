// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** Observes every call of a warm-up to a Redis or a Dynomite, on the calling thread. */
public interface Calls {
  /** Ignores all calls. */
  Calls IGNORED = new Calls() {};

  /**
   * One call.
   *
   * @param target host:port of the Redis, or {@link #ADMIN}
   * @param method name of the method of {@code RedisNode} or {@code DynomiteAdmin}
   */
  record Call(String target, String method) {}

  /** The methods that send nothing. */
  List<String> SILENT = List.of("endpoint", "with", "close");

  /** The target that stands for Dynomite's admin port. */
  String ADMIN = "admin";

  /** Called before the call. */
  default void before(Call call) {}

  /**
   * Called after the call has returned.
   *
   * @param answer the result, or null if there is none
   */
  default void after(Call call, Object answer) {}

  /** Returns a proxy that delegates to {@code real} and reports each call to this observer. */
  default <T> T listeningTo(Class<T> port, T real, String target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Call call = new Call(target, method.getName());
              boolean asks = !SILENT.contains(call.method());
              if (asks) {
                before(call);
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (asks) {
                  after(call, answer);
                }
                // The same Redis with another policy.
                return call.method().equals("with")
                    ? listeningTo(port, port.cast(answer), target)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
