// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.CommandName;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection through Jedis.
 *
 * <p>The timeout limits the connection attempt and then each whole answer. A connection that broke
 * or timed out is closed and never reused, so that no answer is taken for another command's. {@link
 * #close()} may be called from another thread; it ends a wait.
 */
final class JedisChannel implements AutoCloseable {
  private final Endpoint endpoint;
  private final RedisAccess access;
  private final SocketOpener opener;
  private final RedisFailure failure;
  private volatile RedisLink link;
  private JedisSentConnection connection;

  /** The connection on which an answer is outstanding. */
  private RedisLink awaited;

  private volatile int database;
  private volatile String name = "";

  JedisChannel(Endpoint endpoint, RedisAccess access, SocketOpener opener) {
    this.endpoint = endpoint;
    this.access = access;
    this.opener = opener;
    this.failure = new RedisFailure(endpoint, access);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Sends one command and returns its answer. */
  Object run(Command command, String... arguments) {
    CommandArguments line = new CommandArguments(command);
    for (String argument : arguments) {
      line.add(argument);
    }
    return send(
        ready(), CommandName.of(command.name(), arguments), secret(command, arguments), line);
  }

  /** Sends one command with binary arguments. */
  Object run(Command command, List<byte[]> arguments) {
    CommandArguments line = new CommandArguments(command);
    for (byte[] argument : arguments) {
      line.add(argument);
    }
    return send(ready(), command.name(), "", line);
  }

  private static String secret(Command command, String... arguments) {
    return CommandName.secret(command.name(), arguments);
  }

  /**
   * Sends two commands in one packet.
   *
   * @return the answer to the second command
   */
  Object together(
      String firstName, CommandArguments first, String secondName, CommandArguments second) {
    List<Object> answers = all(firstName, Arrays.asList(first, second));
    refusal(firstName, answers.get(0));
    refusal(secondName, answers.get(1));
    return answers.get(1);
  }

  /**
   * Sends commands in one packet. None may contain a secret.
   *
   * @param name the command that the message of a failure names
   * @return the answers; an error of the server is one of them
   */
  List<Object> all(String name, List<CommandArguments> commands) {
    RedisLink ready = ready();
    try {
      ready.limit(access.timeoutMillis(), commands.size());
      for (CommandArguments command : commands) {
        connection.sendCommand(command);
      }
      return connection.getMany(commands.size());
    } catch (RuntimeException e) {
      close();
      throw failure.broken(name, e);
    }
  }

  /**
   * Sends one command without waiting for its answer.
   *
   * @param name the command that the message of a failure names
   * @return waits for the answer, which may be an error of the server; fails if another command was
   *     sent in between
   */
  Supplier<Object> later(String name, CommandArguments command) {
    RedisLink ready = ready();
    try {
      ready.limit(access.timeoutMillis());
      connection.sendCommand(command);
      connection.flush();
    } catch (RuntimeException e) {
      close();
      throw failure.broken(name, e);
    }
    awaited = ready;
    return () -> awaited(name, ready);
  }

  private Object awaited(String name, RedisLink asked) {
    if (awaited != asked || link != asked) {
      throw failure.broken(name, new IOException("the connection is another one by now"));
    }
    awaited = null;
    try {
      asked.again(access.timeoutMillis());
      return connection.getMany(1).get(0);
    } catch (RuntimeException e) {
      close();
      throw failure.broken(name, e);
    }
  }

  /** Wraps an answer or an error of the server. */
  Answer answer(String command, Object answer) {
    return answer instanceof JedisDataException
        ? Answer.refused(failure.answered(command, ((JedisDataException) answer).getMessage(), ""))
        : Answer.of(answer);
  }

  void refusal(String command, Object answer) {
    if (answer instanceof JedisDataException) {
      throw failure.answered(command, ((JedisDataException) answer).getMessage(), "");
    }
  }

  /** Returns a connection without outstanding answers. */
  private RedisLink ready() {
    RedisLink l = link;
    if (l != null && (awaited != null || l.outOfStep())) {
      close();
      l = null;
    }
    return l == null ? open() : l;
  }

  private RedisLink open() {
    RedisLink opened;
    try {
      opened = opener.open();
    } catch (IOException e) {
      throw failure.notConnected(e);
    }
    link = opened;
    connection = new JedisSentConnection(opened::socket);
    awaited = null;
    if (access.password().isPresent()) {
      authenticate(opened);
    }
    if (database != 0) {
      sendSelect(opened, database);
    }
    if (!name.isEmpty()) {
      sendName(opened, name);
    }
    return opened;
  }

  /** Sends CLIENT SETNAME. New connections get the same name if the server allows it. */
  void name(String newName) {
    RedisLink to = ready();
    name = newName;
    sendName(to, newName);
  }

  private void sendName(RedisLink to, String text) {
    try {
      send(to, "CLIENT SETNAME", "", new CommandArguments(Command.CLIENT).add("SETNAME").add(text));
    } catch (WarmupException e) {
      if (link != to) {
        throw e;
      }
    }
  }

  /** Sends SELECT. New connections select the same database. */
  void select(int db) {
    sendSelect(ready(), db);
    database = db;
  }

  private void sendSelect(RedisLink to, int db) {
    try {
      send(to, "SELECT", "", new CommandArguments(Command.SELECT).add(String.valueOf(db)));
    } catch (WarmupException e) {
      close();
      throw e;
    }
  }

  /**
   * Returns an object that identifies the current connection; it changes when the connection is
   * replaced.
   */
  Object current() {
    return link;
  }

  private void authenticate(RedisLink opened) {
    CommandArguments auth = new CommandArguments(Command.AUTH);
    if (!access.username().isEmpty()) {
      auth.add(access.username());
    }
    auth.add(access.password().reveal());
    try {
      send(opened, "AUTH", "", auth);
    } catch (WarmupException e) {
      close();
      throw e;
    }
  }

  private Object send(RedisLink to, String name, String secret, CommandArguments line) {
    try {
      to.limit(access.timeoutMillis());
      return connection.executeCommand(line);
    } catch (JedisDataException e) {
      throw failure.answered(name, e.getMessage(), secret);
    } catch (RuntimeException e) {
      close();
      throw failure.broken(name, e);
    }
  }

  String text(String command, Object answer) {
    return new String(bytes(command, answer), StandardCharsets.UTF_8);
  }

  byte[] bytes(String command, Object answer) {
    if (!(answer instanceof byte[])) {
      throw unexpected(command);
    }
    return (byte[]) answer;
  }

  long number(String command, Object answer) {
    if (!(answer instanceof Long)) {
      throw unexpected(command);
    }
    return (Long) answer;
  }

  List<?> list(String command, Object answer) {
    if (!(answer instanceof List)) {
      throw unexpected(command);
    }
    return (List<?>) answer;
  }

  WarmupException unexpected(String command) {
    close();
    return failure.unexpected(command);
  }

  /** Never throws; may be called more than once. */
  @Override
  public void close() {
    RedisLink l = link;
    link = null;
    if (l != null) {
      l.close();
    }
  }
}
