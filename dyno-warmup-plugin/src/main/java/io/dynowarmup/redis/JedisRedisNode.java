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
  private volatile RedisLink link;
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
    text("PING", run(Command.PING));
  }

  @Override
  public RedisInfo info() {
    return RedisInfo.parse(text("INFO", run(Command.INFO)));
  }

  @Override
  public RedisInfo info(String section) {
    return RedisInfo.parse(text("INFO", run(Command.INFO, section)));
  }

  @Override
  public long dbSize() {
    return number("DBSIZE", run(Command.DBSIZE));
  }

  @Override
  public void replicaOf(Endpoint source) {
    text("SLAVEOF", run(Command.SLAVEOF, source.host(), String.valueOf(source.port())));
  }

  @Override
  public void replicaOfNoOne() {
    text("SLAVEOF NO ONE", run(Command.SLAVEOF, "NO", "ONE"));
  }

  @Override
  public Optional<String> configGet(String name) {
    Object answer = run(Command.CONFIG, "GET", name);
    if (!(answer instanceof List)) {
      throw unexpected("CONFIG GET");
    }
    List<?> pair = (List<?>) answer;
    return pair.size() < 2 ? Optional.empty() : Optional.of(text("CONFIG GET", pair.get(1)));
  }

  @Override
  public void configSet(String name, String value) {
    text("CONFIG SET", run(Command.CONFIG, "SET", name, value));
  }

  @Override
  public void configRewrite() {
    text("CONFIG REWRITE", run(Command.CONFIG, "REWRITE"));
  }

  @Override
  public Optional<String> addressSeenByServer() {
    try {
      return ClientLine.address(text("CLIENT INFO", run(Command.CLIENT, "INFO")));
    } catch (WarmupException e) {
      return unlessAnswered(e) ? addressInList() : Optional.empty();
    }
  }

  /** For a Redis before 6.2, which has no CLIENT INFO. */
  private Optional<String> addressInList() {
    try {
      long id = number("CLIENT ID", run(Command.CLIENT, "ID"));
      return ClientLine.addressOf(id, text("CLIENT LIST", run(Command.CLIENT, "LIST")));
    } catch (WarmupException e) {
      unlessAnswered(e);
      return Optional.empty();
    }
  }

  /** Throws what is no answer; true when the server just does not know the command. */
  private static boolean unlessAnswered(WarmupException e) {
    if (e.reason() != WarmupException.Reason.REDIS_ERROR
        && e.reason() != WarmupException.Reason.NOPERM) {
      throw e;
    }
    return e.reason() == WarmupException.Reason.REDIS_ERROR;
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    text("SET", run(Command.SET, key, value, "PX", String.valueOf(ttlMillis)));
  }

  @Override
  public RedisInfo pauseWrites(long millis) {
    RedisLink ready = ready();
    try {
      ready.limit(access.timeoutMillis(), 2);
      connection.sendCommand(Command.CLIENT, "PAUSE", String.valueOf(millis), "WRITE");
      connection.sendCommand(Command.INFO, "replication");
      List<Object> answers = connection.getMany(2);
      refusal("CLIENT PAUSE", answers.get(0));
      refusal("INFO", answers.get(1));
      return RedisInfo.parse(text("INFO", answers.get(1)));
    } catch (WarmupException e) {
      throw e;
    } catch (RuntimeException e) {
      close();
      throw failure.broken("CLIENT PAUSE", e);
    }
  }

  private void refusal(String command, Object answer) {
    if (answer instanceof JedisDataException) {
      throw failure.answered(command, ((JedisDataException) answer).getMessage(), "");
    }
  }

  @Override
  public void resumeWrites() {
    text("CLIENT UNPAUSE", run(Command.CLIENT, "UNPAUSE"));
  }

  @Override
  public boolean delete(String key) {
    return number("DEL", run(Command.DEL, key)) > 0;
  }

  @Override
  public long exists(List<String> keys) {
    return number("EXISTS", run(Command.EXISTS, keys.toArray(new String[0])));
  }

  @Override
  public void close() {
    RedisLink l = link;
    link = null;
    if (l != null) {
      l.close();
    }
  }

  private Object run(Command command, String... arguments) {
    return send(ready(), command, arguments);
  }

  /** A connection that nothing is on its way on. */
  private RedisLink ready() {
    RedisLink l = link;
    if (l != null && l.outOfStep()) {
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
    connection = new Connection(opened::socket);
    if (access.password().isPresent()) {
      authenticate(opened);
    }
    return opened;
  }

  private void authenticate(RedisLink opened) {
    String password = access.password().reveal();
    try {
      if (access.username().isEmpty()) {
        send(opened, Command.AUTH, password);
      } else {
        send(opened, Command.AUTH, access.username(), password);
      }
    } catch (WarmupException e) {
      close();
      throw e;
    }
  }

  private Object send(RedisLink to, Command command, String... arguments) {
    CommandArguments line = new CommandArguments(command);
    for (String argument : arguments) {
      line.add(argument);
    }
    try {
      to.limit(access.timeoutMillis());
      return connection.executeCommand(line);
    } catch (JedisDataException e) {
      throw failure.answered(
          CommandName.of(command.name(), arguments),
          e.getMessage(),
          CommandName.secret(command.name(), arguments));
    } catch (RuntimeException e) {
      close();
      throw failure.broken(CommandName.of(command.name(), arguments), e);
    }
  }

  private String text(String command, Object answer) {
    if (!(answer instanceof byte[])) {
      throw unexpected(command);
    }
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }

  private long number(String command, Object answer) {
    if (!(answer instanceof Long)) {
      throw unexpected(command);
    }
    return (Long) answer;
  }

  private WarmupException unexpected(String command) {
    close();
    return failure.unexpected(command);
  }
}
