// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.CommandPolicy.Effect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends commands through a {@link Channel} as a policy says, and checks the types of the answers.
 *
 * <p>An answer is bytes, a Long, null or a list of these. The methods that return one answer throw
 * an error of the server.
 */
final class Commands {
  private final Channel channel;
  private final CommandPolicy policy;

  Commands(Channel channel, CommandPolicy policy) {
    this.channel = channel;
    this.policy = policy;
  }

  /** Returns the same channel with a policy around the present one. */
  Commands with(CommandPolicy outer) {
    return new Commands(channel, outer.around(policy));
  }

  Channel channel() {
    return channel;
  }

  /** Sends a command that reads, or whose writes may run twice. */
  Object run(Command command) {
    return run(command, Effect.READ);
  }

  Object run(Command command, Effect effect) {
    List<Command> packet = Collections.singletonList(command);
    return policy.send(1, effect, () -> accepted(channel.send(command.name(), packet).get(0)));
  }

  /** Sends a command like {@link #run(Command)}; it is made again for each retry. */
  Object runFresh(Supplier<Command> command) {
    return policy.send(
        1,
        Effect.READ,
        () -> {
          Command made = command.get();
          return accepted(channel.send(made.name(), Collections.singletonList(made)).get(0));
        });
  }

  /**
   * Sends commands that may run twice in one packet. See {@link Channel#send(String, List)}.
   *
   * @return the answers; an error of the server is one of them
   */
  List<Object> all(String name, List<Command> commands) {
    return policy.send(commands.size(), Effect.READ, () -> channel.send(name, commands));
  }

  /**
   * Sends commands like {@link #all}, but throws a transient error of the server for one of them.
   *
   * @param needed index of the command whose answer is needed
   */
  List<Object> needing(int needed, String name, List<Command> commands) {
    return policy.send(
        commands.size(),
        Effect.READ,
        () -> {
          List<Object> answers = channel.send(name, commands);
          if (isTransient(answers.get(needed))) {
            accepted(answers.get(needed));
          }
          return answers;
        });
  }

  /** Sends commands like {@link #all}, but throws a transient error of the server. */
  List<Object> allNow(String name, List<Command> commands) {
    return policy.send(
        commands.size(), Effect.READ, () -> withoutTransient(channel.send(name, commands)));
  }

  private static List<Object> withoutTransient(List<Object> answers) {
    answers.stream().filter(Commands::isTransient).forEach(Commands::accepted);
    return answers;
  }

  private static boolean isTransient(Object answer) {
    return answer instanceof WarmupException && ((WarmupException) answer).reason().isTransient();
  }

  /**
   * Sends commands like {@link #allNow}, without waiting for the answers. A retry sends them again
   * and does not wait for the first answers, which may never arrive.
   *
   * @param size the number of commands
   * @param packet makes the commands; called again for each retry
   * @return waits for the answers
   */
  Supplier<List<Object>> later(String name, int size, Supplier<List<Command>> packet) {
    Supplier<List<Object>> first =
        policy.send(size, Effect.READ, () -> channel.later(name, packet.get()));
    return () -> {
      boolean[] waited = new boolean[1];
      return policy.send(
          0,
          Effect.READ,
          () -> {
            Supplier<List<Object>> answers = waited[0] ? channel.later(name, packet.get()) : first;
            waited[0] = true;
            return withoutTransient(answers.get());
          });
    };
  }

  /** Sends one command as {@link #later(String, int, Supplier)} does. */
  Supplier<Object> later(Command command) {
    Supplier<List<Object>> answers =
        later(command.name(), 1, () -> Collections.singletonList(command));
    return () -> accepted(answers.get().get(0));
  }

  /** Runs an action of the channel that may run twice. */
  void perform(Runnable action) {
    policy.send(
        1,
        Effect.READ,
        () -> {
          action.run();
          return null;
        });
  }

  /** Returns the answer; throws it if it is an error of the server. */
  static Object accepted(Object answer) {
    if (answer instanceof WarmupException) {
      throw (WarmupException) answer;
    }
    return answer;
  }

  String text(Command command) {
    return text(command.name(), run(command));
  }

  long number(Command command) {
    return number(command.name(), run(command));
  }

  List<?> list(Command command) {
    return list(command.name(), run(command));
  }

  String text(String command, Object answer) {
    return new String(bytes(command, answer), StandardCharsets.UTF_8);
  }

  byte[] bytes(String command, Object answer) {
    return typed(byte[].class, command, answer);
  }

  long number(String command, Object answer) {
    return typed(Long.class, command, answer);
  }

  List<?> list(String command, Object answer) {
    return typed(List.class, command, answer);
  }

  /** Returns a list of strings. */
  List<byte[]> strings(String command, Object answer) {
    List<byte[]> strings = new ArrayList<>();
    for (Object element : list(command, answer)) {
      strings.add(bytes(command, element));
    }
    return strings;
  }

  private <T> T typed(Class<T> type, String command, Object answer) {
    if (!type.isInstance(accepted(answer))) {
      throw channel.unexpected(command);
    }
    return type.cast(answer);
  }
}
