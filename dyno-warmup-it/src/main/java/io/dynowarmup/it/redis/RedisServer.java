// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.Reaper;
import io.dynowarmup.it.TempDir;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * A real {@code redis-server} process with a directory of its own. It can be started again after it
 * was killed, at the same address and in the same directory.
 */
public final class RedisServer implements AutoCloseable {
  /**
   * The keys in which a warm-up describes a node in its own Redis. They are not copied to other
   * nodes.
   */
  static final List<String> OWN_KEYS = List.of("__dyno_warmup:node", "__dyno_warmup:run");

  private static final int CLIENT_TIMEOUT_MILLIS = 30_000;

  private final RedisBinary binary;
  private final String host;
  private final int port;
  private final Map<String, String> directives;
  private final TempDir dir;
  private Process process;

  RedisServer(RedisBinary binary, String host, int port, Map<String, String> directives) {
    this.binary = binary;
    this.host = host;
    this.port = port;
    this.directives = directives;
    this.dir = TempDir.create("redis-" + port);
  }

  public static RedisServerBuilder builder(RedisBinary binary) {
    return new RedisServerBuilder(binary);
  }

  /** Starts a server on 127.0.0.1 and a free port. */
  public static RedisServer start(RedisBinary binary) {
    return builder(binary).build().start();
  }

  /**
   * Starts the process. Returns when it answers PING, or reports that it needs a password first.
   */
  public synchronized RedisServer start() {
    if (isRunning()) {
      throw new IllegalStateException(this + " is already running");
    }
    Path conf = dir.write("redis.conf", RedisConf.text(binary, host, port, dir.path(), directives));
    process = binary.start(conf, dir.path());
    Reaper.register(this);
    RedisPing.awaitUp(this, process);
    return this;
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Sends SIGKILL. */
  public synchronized void kill() {
    if (process != null) {
      Children.kill(process);
    }
  }

  /** Sends SIGTERM: Redis exits on its own, and saves if it is configured to. */
  public synchronized void stop() {
    if (process != null) {
      Children.terminate(process);
    }
  }

  /** Sends SIGSTOP: connections stay open, but nothing is answered. */
  public synchronized void freeze() {
    Children.signal(process, "STOP");
  }

  /** Sends SIGCONT. */
  public synchronized void thaw() {
    Children.signal(process, "CONT");
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** Returns the process id. Valid only after a start. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Returns {@code requirepass}, or null. */
  public String password() {
    return directives.get("requirepass");
  }

  /** Returns the directory of the configuration, the log and the dumps. */
  public Path dir() {
    return dir.path();
  }

  public String log() {
    return dir.read("redis.log") + dir.read("redis.out");
  }

  /** Returns a new connection, authenticated if the server has a password. The caller closes it. */
  public Jedis client() {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .password(password())
            .timeoutMillis(CLIENT_TIMEOUT_MILLIS)
            .autoNegotiateProtocol(false)
            .build();
    return new Jedis(new HostAndPort(host, port), config);
  }

  /** Returns the number of keys in database 0, without those of the warm-up itself. */
  public long keys() {
    try (Jedis jedis = client()) {
      return keys(jedis);
    }
  }

  /** Returns the same number over an existing connection. */
  public static long keys(Jedis jedis) {
    return jedis.dbSize() - jedis.exists(OWN_KEYS.toArray(new String[0]));
  }

  /** Returns one field of {@code INFO}, or null: {@code info("replication", "role")}. */
  public String info(String section, String field) {
    try (Jedis jedis = client()) {
      return jedis
          .info(section)
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1).trim())
          .findFirst()
          .orElse(null);
    }
  }

  /** Kills the process and removes the directory. */
  @Override
  public synchronized void close() {
    Reaper.forget(this);
    kill();
    dir.close();
  }

  @Override
  public String toString() {
    return binary + " at " + host + ":" + port;
  }
}
