// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A real Sentinel that monitors one master. */
final class Sentinel implements AutoCloseable {
  private final TempDir dir = TempDir.create("sentinel");
  private final String host;
  private final int port;
  private final Process process;

  private Sentinel(RedisBinary binary, RedisServer master, String... more) throws IOException {
    host = master.host();
    port = FreePorts.on(List.of(host));
    Path conf =
        dir.write(
            "sentinel.conf",
            String.join(
                "\n",
                "port " + port,
                "bind " + host,
                "dir " + dir.path(),
                "logfile " + dir.file("log"),
                "protected-mode no",
                "sentinel monitor mymaster " + host + " " + master.port() + " 1",
                // A slow machine is no reason for a failover, nor for the end of one.
                "sentinel down-after-milliseconds mymaster 10000",
                "sentinel failover-timeout mymaster 60000",
                String.join("\n", more),
                ""));
    process =
        new ProcessBuilder(binary.path().toString(), conf.toString(), "--sentinel")
            .redirectErrorStream(true)
            .redirectOutput(dir.file("out").toFile())
            .start();
  }

  static Sentinel watching(RedisBinary binary, RedisServer master) throws IOException {
    return new Sentinel(binary, master);
  }

  /** Starts a Sentinel that connects as this user, whose password is its name. */
  static Sentinel watchingAs(String user, RedisBinary binary, RedisServer master)
      throws IOException {
    return new Sentinel(
        binary,
        master,
        "sentinel auth-user mymaster " + user,
        "sentinel auth-pass mymaster " + user);
  }

  void reset() {
    try (Jedis sentinel = new Jedis(host, port)) {
      sentinel.sendCommand(() -> "SENTINEL".getBytes(), "RESET", "mymaster");
    }
  }

  /** Returns how many replicas the Sentinel may promote or reconfigure. */
  long replicas() {
    try (Jedis sentinel = new Jedis(host, port)) {
      List<?> replicas =
          (List<?>) sentinel.sendCommand(() -> "SENTINEL".getBytes(), "REPLICAS", "mymaster");
      return replicas.size();
    } catch (JedisConnectionException e) {
      return 0;
    }
  }

  /** Begins a failover. Returns false if the Sentinel does not know a replica to promote yet. */
  boolean failOver() {
    try (Jedis sentinel = new Jedis(host, port)) {
      sentinel.sendCommand(() -> "SENTINEL".getBytes(), "FAILOVER", "mymaster");
      return true;
    } catch (JedisDataException e) {
      return e.getMessage().contains("INPROG");
    }
  }

  String log() {
    return dir.read("log") + dir.read("out");
  }

  @Override
  public void close() {
    Children.kill(process);
    dir.close();
  }
}
