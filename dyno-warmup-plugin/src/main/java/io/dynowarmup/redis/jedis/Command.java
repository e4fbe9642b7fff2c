// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command, its name in messages, and the argument that must not appear there. */
final class Command {
  private static final List<String> WITH_SUBCOMMAND = Arrays.asList("CONFIG", "CLIENT", "FUNCTION");

  private final List<byte[]> words;
  private final String name;
  private final String secret;

  private Command(String name, String secret, List<byte[]> words) {
    this.name = name;
    this.secret = secret;
    this.words = words;
  }

  static Command of(String command, String... arguments) {
    Command created =
        new Command(name(command, arguments), secret(command, arguments), new ArrayList<>());
    created.add(command);
    for (String argument : arguments) {
      created.add(argument);
    }
    return created;
  }

  static Command of(String command, List<String> arguments) {
    return of(command, arguments.toArray(new String[0]));
  }

  /** Returns a command with binary arguments. */
  static Command binary(List<byte[]> words) {
    return new Command(new String(words.get(0), StandardCharsets.US_ASCII), "", words);
  }

  private void add(String word) {
    words.add(word.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds binary arguments. */
  Command with(List<byte[]> arguments) {
    words.addAll(arguments);
    return this;
  }

  private static String name(String command, String... arguments) {
    if (!WITH_SUBCOMMAND.contains(command) || arguments.length == 0) {
      return command;
    }
    String name = command + " " + arguments[0];
    return "CONFIG".equals(command) && arguments.length > 1 ? name + " " + arguments[1] : name;
  }

  /** Returns the value of CONFIG SET, which may be a password; otherwise the empty string. */
  private static String secret(String command, String... arguments) {
    boolean sets = "CONFIG".equals(command) && arguments.length > 2 && "SET".equals(arguments[0]);
    return sets ? arguments[2] : "";
  }

  List<byte[]> words() {
    return words;
  }

  String name() {
    return name;
  }

  /** Returns text that must not appear in a message; empty if there is none. */
  String secret() {
    return secret;
  }
}
