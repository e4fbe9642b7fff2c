// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/** Holds the user and the password of a client. */
public final class Login {
  private final String user;
  private final Secret password;

  public Login(String user, Secret password) {
    this.user = user;
    this.password = password;
  }

  /**
   * Reads a login from a file in the daemon's format: lines with a user, a space and a password.
   *
   * @param name the option that names the file, for messages
   * @param user the user; empty if the file has only one
   * @throws WarmupException FILE if the file cannot be used; BAD_ARGUMENT if it does not determine
   *     the user
   */
  public static Login fromFile(String name, Path file, String user) {
    Map<String, String> users = new PasswordFile(name, file).users();
    if (user.isEmpty() && users.size() == 1) {
      Map.Entry<String, String> only = users.entrySet().iterator().next();
      return new Login(only.getKey(), Secret.of(only.getValue()));
    }
    if (!users.containsKey(user)) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          name
              + "="
              + file
              + (user.isEmpty() ? " does not say which user" : " does not know user '" + user + "'")
              + "; it has: "
              + (users.isEmpty() ? "no user" : String.join(", ", new TreeSet<>(users.keySet()))));
    }
    return new Login(user, Secret.of(users.get(user)));
  }

  public String user() {
    return user;
  }

  public Secret password() {
    return password;
  }
}
