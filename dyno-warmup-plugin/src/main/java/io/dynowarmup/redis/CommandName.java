// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.Arrays;
import java.util.List;

/** The name of a command as it may appear in a message, and the argument that may not appear. */
public final class CommandName {
  private static final List<String> WITH_SUBCOMMAND = Arrays.asList("CONFIG", "CLIENT", "FUNCTION");

  private CommandName() {}

  public static String of(String command, String... arguments) {
    boolean hasSubcommand = WITH_SUBCOMMAND.contains(command);
    if (!hasSubcommand || arguments.length == 0) {
      return command;
    }
    String name = command + " " + arguments[0];
    return "CONFIG".equals(command) && arguments.length > 1 ? name + " " + arguments[1] : name;
  }

  /** Returns the value of CONFIG SET, which may be a password; otherwise the empty string. */
  public static String secret(String command, String... arguments) {
    boolean sets = "CONFIG".equals(command) && arguments.length > 2 && "SET".equals(arguments[0]);
    return sets ? arguments[2] : "";
  }
}
