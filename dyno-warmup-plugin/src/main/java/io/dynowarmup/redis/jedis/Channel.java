// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisFailure;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A connection that is opened when a command is sent, and opened again after it broke.
 *
 * <p>The timeout limits the connection attempt and then each whole answer. A connection that broke
 * or timed out is closed and never reused, so that no answer is taken for another command's. {@link
 * #close()} may be called from another thread; it ends a wait.
 *
 * <p>If the server refuses the password, the settings are read again: the password may have been
 * changed on both sides during a run.
 */
final class Channel implements AutoCloseable {
  private final Endpoint endpoint;
  private final Ticker ticker;
  private volatile RedisAccess access;
  private volatile SocketOpener opener;
  private volatile RedisFailure failure;
  private volatile JedisConnection connection;
  private volatile int database;
  private volatile long sentNanos;
  private volatile String name = "";

  Channel(Endpoint endpoint, RedisAccess access, Ticker ticker) {
    this.endpoint = endpoint;
    this.ticker = ticker;
    use(access);
  }

  private void use(RedisAccess now) {
    access = now;
    opener = new SocketOpener(endpoint, now, ticker);
    failure = new RedisFailure(endpoint, now);
  }

  /**
   * Reads the user and the password again, because the server has refused them.
   *
   * @return whether they have changed; the next connection uses the new ones
   */
  private boolean renew() {
    Optional<RedisAccess> now = access.changed();
    if (now.isPresent()) {
      close();
      use(now.get());
    }
    return now.isPresent();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Ticker ticker() {
    return ticker;
  }

  /** Returns when commands were last sent. */
  long sentNanos() {
    return sentNanos;
  }

  /**
   * Sends commands in one packet.
   *
   * @param name the command that the message of a failure names
   * @return the answers: bytes, a Long, null, a list of these, or a {@link WarmupException} for an
   *     error of the server
   */
  List<Object> send(String name, List<Command> commands) {
    if (commands.isEmpty()) {
      return Collections.emptyList();
    }
    List<Object> answers = send(ready(), name, commands);
    // A server that has been given a password since refuses all commands of the packet.
    return answers.stream().anyMatch(Channel::isUnauthorized) && renew()
        ? send(ready(), name, commands)
        : answers;
  }

  private static boolean isUnauthorized(Object answer) {
    return answer instanceof WarmupException
        && ((WarmupException) answer).reason() == WarmupException.Reason.NOAUTH;
  }

  private List<Object> send(JedisConnection to, String packet, List<Command> commands) {
    return guarded(
        packet,
        () -> {
          limit(to, commands);
          sentNanos = ticker.nanos();
          return to.receive(to.send(commands));
        });
  }

  /** The replies to earlier packets arrive first. */
  private void limit(JedisConnection to, List<Command> commands) {
    to.limit(access.timeoutMillis(), commands.size() + to.outstanding());
  }

  private Object send(JedisConnection to, Command command) {
    return send(to, command.name(), Collections.singletonList(command)).get(0);
  }

  private <T> T guarded(String command, Supplier<T> exchange) {
    try {
      return exchange.get();
    } catch (RuntimeException e) {
      close();
      throw failure.broken(command, e);
    }
  }

  /**
   * Sends commands in one packet without waiting for their answers. Others may be sent before they
   * are read.
   *
   * @param packet the command that the message of a failure names
   * @return waits for the answers; call it once
   */
  Supplier<List<Object>> later(String packet, List<Command> commands) {
    JedisConnection asked = ready();
    JedisConnection.Packet sent =
        guarded(
            packet,
            () -> {
              limit(asked, commands);
              sentNanos = ticker.nanos();
              return asked.send(commands);
            });
    return () -> awaited(asked, packet, sent);
  }

  private List<Object> awaited(JedisConnection asked, String name, JedisConnection.Packet sent) {
    if (connection != asked) {
      throw failure.broken(name, new IOException("the connection is another one by now"));
    }
    limit(asked, Collections.emptyList());
    return guarded(name, () -> asked.receive(sent));
  }

  /** Returns a connection whose next answer is that of the next command. */
  private JedisConnection ready() {
    JedisConnection c = connection;
    if (c != null && c.outOfStep()) {
      close();
      c = null;
    }
    return c == null ? open() : c;
  }

  private JedisConnection open() {
    try {
      return opened();
    } catch (WarmupException e) {
      if (!isUnauthorized(e) || !renew()) {
        throw e;
      }
      return opened();
    }
  }

  private JedisConnection opened() {
    JedisConnection opened;
    try {
      opened = opener.open();
    } catch (IOException e) {
      throw failure.notConnected(e);
    }
    connection = opened;
    if (access.password().isPresent()) {
      require(opened, auth());
    }
    if (database != 0) {
      select(opened, database);
    }
    if (!name.isEmpty()) {
      send(opened, setName());
    }
    return opened;
  }

  private void require(JedisConnection to, Command command) {
    Object answer = send(to, command);
    if (answer instanceof WarmupException) {
      close();
      throw (WarmupException) answer;
    }
  }

  private Command auth() {
    List<String> credentials = new ArrayList<>();
    access.username().ifPresent(credentials::add);
    credentials.add(access.password().reveal());
    return Command.of("AUTH", credentials);
  }

  private Command setName() {
    return Command.of("CLIENT", "SETNAME", name);
  }

  /** Sends CLIENT SETNAME. New connections get the same name if the server allows it. */
  void name(String newName) {
    JedisConnection to = ready();
    name = newName;
    send(to, setName());
  }

  /** Sends SELECT. New connections select the same database. */
  void select(int db) {
    select(ready(), db);
    database = db;
  }

  private void select(JedisConnection to, int db) {
    require(to, Command.of("SELECT", String.valueOf(db)));
  }

  /** Returns the current connection, which changes when it is replaced. */
  JedisConnection current() {
    return connection;
  }

  /**
   * Sends a command on a connection that subscribes or has subscribed, and returns the messages
   * that arrive before its answer.
   *
   * @param kind the first element of the answer
   * @throws WarmupException if the connection is no longer the current one, or breaks
   */
  List<List<?>> messagesBefore(JedisConnection subscribed, Command command, String kind) {
    if (connection != subscribed || subscribed == null) {
      throw failure.broken(command.name(), new IOException("the connection is another one by now"));
    }
    return guarded(
        command.name(), () -> subscribed.messagesBefore(command, kind, access.timeoutMillis()));
  }

  /** Sends a command whose answer is followed by a stream, and returns the answer. */
  Object beforeStream(JedisConnection to, Command command) {
    return guarded(command.name(), () -> to.beforeStream(command, access.timeoutMillis()));
  }

  /** Reads what has arrived of a stream; 0 if nothing has. */
  int arrived(JedisConnection from, byte[] buffer) {
    return guarded("PSYNC", () -> from.arrived(buffer));
  }

  /** Sends a command that the server does not answer. */
  void sendOnly(JedisConnection to, Command command) {
    guarded(
        command.name(),
        () -> {
          to.sendOnly(command);
          return to;
        });
  }

  /** Closes the connection and returns the failure for an answer of a wrong type. */
  WarmupException unexpected(String command) {
    close();
    return failure.unexpected(command);
  }

  /** Never throws; may be called more than once. */
  @Override
  public void close() {
    JedisConnection c = connection;
    connection = null;
    if (c != null) {
      c.close();
    }
  }
}
