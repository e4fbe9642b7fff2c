package io.dynowarmup.redis;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection through Jedis. The time-out of the access bounds the connection and, anew, each
 * whole answer; a connection that broke or timed out is closed and never used again, so that no
 * answer can be taken for another's. {@link #close()} may be called from another thread: it ends a
 * wait.
 */
final class JedisRedisNode implements RedisNode {
  private final Endpoint endpoint;
  private final RedisAccess access;
  private final SocketOpener opener;
  private final RedisFailure failure;
  private volatile SocketOpener.Link link;
  private Connection connection;

  JedisRedisNode(Endpoint endpoint, RedisAccess access, SocketOpener opener) {
    this.endpoint = endpoint;
    this.access = access;
    this.opener = opener;
    this.failure = new RedisFailure(endpoint, access);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void ping() {
    run(Command.PING);
  }

  @Override
  public RedisInfo info() {
    return RedisInfo.parse(text(run(Command.INFO), "INFO"));
  }

  @Override
  public RedisInfo info(String section) {
    return RedisInfo.parse(text(run(Command.INFO, section), "INFO"));
  }

  @Override
  public long dbSize() {
    return number(run(Command.DBSIZE), "DBSIZE");
  }

  @Override
  public void replicaOf(Endpoint source) {
    run(Command.SLAVEOF, source.host(), String.valueOf(source.port()));
  }

  @Override
  public void replicaOfNoOne() {
    run(Command.SLAVEOF, "NO", "ONE");
  }

  @Override
  public Optional<String> configGet(String name) {
    Object answer = run(Command.CONFIG, "GET", name);
    List<?> pair = answer instanceof List ? (List<?>) answer : null;
    if (pair == null) {
      throw nonsense("CONFIG GET");
    }
    return pair.size() < 2 ? Optional.empty() : Optional.of(text(pair.get(1), "CONFIG GET"));
  }

  @Override
  public void configSet(String name, String value) {
    run(Command.CONFIG, "SET", name, value);
  }

  @Override
  public void configRewrite() {
    run(Command.CONFIG, "REWRITE");
  }

  @Override
  public Optional<String> addressSeenByServer() {
    return Optional.empty();
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    run(Command.SET, key, value, "PX", String.valueOf(ttlMillis));
  }

  @Override
  public boolean delete(String key) {
    return number(run(Command.DEL, key), "DEL") > 0;
  }

  @Override
  public long exists(List<String> keys) {
    return number(run(Command.EXISTS, keys.toArray(new String[0])), "EXISTS");
  }

  @Override
  public void close() {
    SocketOpener.Link l = link;
    link = null;
    if (l != null) {
      try {
        l.spoken.close();
      } catch (IOException e) {
        // closed is closed
        link = null;
      }
    }
  }

  private Object run(Command command, String... arguments) {
    if (link == null) {
      open();
    }
    return send(command, arguments);
  }

  private void open() {
    try {
      SocketOpener.Link opened = opener.open();
      link = opened;
      connection = new Connection(() -> opened.spoken);
    } catch (IOException e) {
      throw failure.broken("the connection", e);
    }
    if (access.password().isPresent()) {
      authenticate();
    }
  }

  private void authenticate() {
    String password = access.password().reveal();
    if (access.username().isEmpty()) {
      send(Command.AUTH, password);
    } else {
      send(Command.AUTH, access.username(), password);
    }
  }

  private Object send(Command command, String... arguments) {
    CommandArguments line = new CommandArguments(command);
    for (String argument : arguments) {
      line.add(argument);
    }
    try {
      link.limits.limit(access.timeoutMillis());
      return connection.executeCommand(line);
    } catch (JedisConnectionException e) {
      close();
      throw failure.broken(command.name(), e);
    } catch (JedisDataException e) {
      throw failure.answered(command.name(), String.valueOf(e.getMessage()), e);
    }
  }

  private String text(Object answer, String command) {
    if (!(answer instanceof byte[])) {
      throw nonsense(command);
    }
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }

  private long number(Object answer, String command) {
    if (!(answer instanceof Long)) {
      throw nonsense(command);
    }
    return (Long) answer;
  }

  private WarmupException nonsense(String command) {
    close();
    return failure.answered(command, "an answer of another kind than Redis gives", null);
  }
}
