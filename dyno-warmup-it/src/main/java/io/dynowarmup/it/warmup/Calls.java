// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Is told of everything that a warm-up asks of a Redis or of a Dynomite, on the asking thread. */
public interface Calls {
  /** Nobody listens. */
  Calls IGNORED = new Calls() {};

  /**
   * One question.
   *
   * @param target host:port of the Redis, or {@link #ADMIN}
   * @param method of {@code RedisNode} or {@code DynomiteAdmin}
   */
  record Call(String target, String method) {}

  /** The target that is Dynomite's admin port. */
  String ADMIN = "admin";

  /** It is about to be asked. */
  default void before(Call call) {}

  /**
   * It has been answered.
   *
   * @param answer null where there is none
   */
  default void after(Call call, Object answer) {}

  /** The same as the real one, and this is told. */
  default <T> T listeningTo(Class<T> port, T real, String target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Call call = new Call(target, method.getName());
              // these two ask nobody anything
              boolean asks = !call.method().equals("endpoint") && !call.method().equals("close");
              if (asks) {
                before(call);
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (asks) {
                  after(call, answer);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
