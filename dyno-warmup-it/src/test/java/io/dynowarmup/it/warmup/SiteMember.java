// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A node of a site: Redis, Dynomite, its daemon as a process, and a client that reads from it. */
final class SiteMember implements AutoCloseable {
  /** A Dynomite that was just started is NORMAL until its daemon closes it. */
  private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RackNode node;
  private final NodeCommands commands;
  private final int jmxPort;
  private final boolean forks;
  private Daemon daemon;
  private volatile boolean closed;
  private volatile long restartedNanos;
  private final List<String> early = new ArrayList<>();
  private int afterRestart;

  SiteMember(RackNode node, RedisBinary redis, int jmxPort, boolean forks) {
    this.node = node;
    this.commands = new NodeCommands(node, redis);
    this.jmxPort = jmxPort;
    this.forks = forks;
    this.restartedNanos = Clock.nanos() - RESTART_NANOS;
  }

  RackNode node() {
    return node;
  }

  int jmxPort() {
    return jmxPort;
  }

  void startDaemon() {
    try {
      daemon =
          Daemon.beside(
              node,
              List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"),
              "requires.bootstrap=true",
              "remote.datacenters=true",
              "source.may.fork=" + forks,
              "peer.redis.port=" + node.redis().port(),
              "watch.msec=300",
              "watch.failures=2",
              "jmx.host=" + node.host(),
              "jmx.port=" + jmxPort,
              "state.file=" + commands.file("state"),
              commands.startRedis(""),
              commands.startDynomite());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitClosed() {
    Await.until(
        () -> node + " is closed: " + daemon.log(),
        Scenario.LIMIT,
        () -> "STANDBY".equals(node.dynomite().adminClient().state()));
  }

  void restartDaemon() {
    daemon.kill();
    System.out.println("killed daemon of " + node + ":\n" + daemon.log());
    daemon.close();
    startDaemon();
  }

  void killRedis() {
    try {
      commands.killRedis();
    } catch (JedisException e) {
      // It was killed just before.
    }
  }

  void killDynomite() {
    restartedNanos = Long.MAX_VALUE;
    node.dynomite().kill();
  }

  /** Reads a key that the node will hold, again and again. */
  void startReads(String key) {
    Thread reader = new Thread(() -> read(key), "reads " + node);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(String key) {
    while (!closed) {
      Clock.pass(READ_NANOS);
      if (restartedNanos == Long.MAX_VALUE && node.dynomite().isRunning()) {
        restartedNanos = Clock.nanos();
      }
      try (Jedis client = Checks.client(node.dynomite().client())) {
        answered(client.get(key) != null);
      } catch (JedisException e) {
        // It refuses, as it should until it is open.
      }
    }
  }

  private synchronized void answered(boolean found) {
    boolean restarted =
        restartedNanos == Long.MAX_VALUE || Clock.nanos() - restartedNanos < RESTART_NANOS;
    if (!found && restarted) {
      afterRestart++;
    } else if (!found) {
      early.add("a miss");
    }
  }

  void assertServes() {
    assertEquals("state of " + node, "NORMAL", node.dynomite().adminClient().state());
    assertEquals("role of " + node, "master", node.redis().info("replication", "role"));
  }

  synchronized void assertNoEarlyRead() {
    assertEquals("reads that " + node + " answered before it had the data", List.of(), early);
  }

  synchronized String earlyReads() {
    return early.isEmpty() && afterRestart == 0
        ? ""
        : node.host() + ": " + early.size() + ", after a restart " + afterRestart;
  }

  void printLog() {
    System.out.println("daemon of " + node + ":\n" + daemon.log());
  }

  @Override
  public void close() {
    closed = true;
    if (daemon != null) {
      daemon.close();
    }
    commands.close();
  }
}
