// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.exceptions.JedisException;

/** Commands for a daemon's settings that start and stop the Redis and the Dynomite of a node. */
final class NodeCommands implements AutoCloseable {
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final TempDir dir = TempDir.create("commands");
  private final RackNode node;
  private final RedisBinary redis;
  private final Thread starter;
  private volatile boolean closed;

  NodeCommands(RackNode node, RedisBinary redis) {
    this.node = node;
    this.redis = redis;
    this.starter = new Thread(this::startDynomites, "starter of " + node);
    starter.setDaemon(true);
    starter.start();
  }

  Path file(String name) {
    return dir.file(name);
  }

  boolean exists(String name) {
    return Files.exists(file(name));
  }

  /** Returns a command that stays in the foreground and prints. */
  String startRedis(String more) {
    return "redis.start.command=echo starting -a secret17; exec "
        + redis.path()
        + " "
        + node.redis().dir().resolve("redis.conf")
        + " "
        + more;
  }

  /**
   * Returns a command that creates a file. The stand-in is not a program, so a thread here starts
   * it when the file appears.
   */
  String startDynomite() {
    return "dynomite.start.command=touch " + file("dynomite");
  }

  private void startDynomites() {
    while (!closed) {
      Await.until("a start, or the end", FOR_EVER, () -> closed || exists("dynomite"));
      try {
        if (Files.deleteIfExists(file("dynomite")) && !node.dynomite().isRunning()) {
          node.dynomite().start();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (IllegalStateException | AssertionError e) {
        // A probe that came too early has ended Dynomite. The daemon starts it again.
        System.out.println(node + ": " + e.getMessage());
      }
    }
  }

  String redisPid() {
    return node.redis().info("server", "process_id");
  }

  /** Sends SIGKILL to Redis, whichever program started it. */
  void killRedis() {
    signal("KILL", redisPid());
  }

  void signal(String name, String pid) {
    try {
      new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    if (exists("pid")) {
      signal("KILL", dir.read("pid").trim());
    }
    try {
      killRedis();
    } catch (JedisException e) {
      // Redis has already ended.
    }
    dir.close();
  }
}
