// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.Arrays;
import java.util.List;

/** A command as a message may name it, and what of it may not be named. */
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

  /** The value that CONFIG SET was given, which may be a password; otherwise empty. */
  public static String secret(String command, String... arguments) {
    boolean sets = "CONFIG".equals(command) && arguments.length > 2 && "SET".equals(arguments[0]);
    return sets ? arguments[2] : "";
  }
}
