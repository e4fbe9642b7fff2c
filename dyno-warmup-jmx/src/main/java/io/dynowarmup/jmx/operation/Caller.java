// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.operation;

import java.lang.reflect.InvocationTargetException;
import java.security.AccessController;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;

/** Tells which user called the operation that the current thread executes. */
final class Caller {
  private static final String JMX = "JMX";

  private Caller() {}

  /**
   * Returns {@code JMX user NAME}, or {@code JMX} for a client without a login. A connector that
   * does not pass its user on to the beans, as JMXMP on Java 24 and later, also gives {@code JMX}.
   */
  static String text() {
    return subject()
        .flatMap(s -> s.getPrincipals().stream().map(Principal::getName).findFirst())
        .map(user -> JMX + " user " + user.replaceAll("[^\\w.@-]", "?"))
        .orElse(JMX);
  }

  private static Optional<Subject> subject() {
    try {
      // Exists since Java 18. Its predecessor fails since Java 24.
      return Optional.ofNullable((Subject) Subject.class.getMethod("current").invoke(null));
    } catch (NoSuchMethodException e) {
      return Optional.ofNullable(Subject.getSubject(AccessController.getContext()));
    } catch (IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }
}
