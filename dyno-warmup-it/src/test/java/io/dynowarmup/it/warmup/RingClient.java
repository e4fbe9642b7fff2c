// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.time.Clock;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A client of a Dynomite cluster that writes at a steady rate, one write after the other, with
 * Jedis. After an error it connects to its next node, and goes on with the next write.
 */
final class RingClient implements AutoCloseable {
  private static final long END_MILLIS = 30_000;

  private final Workload writes;
  private final long everyNanos;
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "ring client");
  private volatile List<InetSocketAddress> nodes;
  private volatile boolean stopping;
  private volatile long done;
  private InetSocketAddress connected;
  private Jedis jedis;

  private RingClient(List<InetSocketAddress> nodes, Workload writes, int perSecond) {
    this.nodes = nodes;
    this.writes = writes;
    this.everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  static RingClient start(List<InetSocketAddress> nodes, Workload writes, int perSecond) {
    RingClient client = new RingClient(nodes, writes, perSecond);
    client.thread.setDaemon(true);
    client.thread.start();
    return client;
  }

  /** Makes the client use other nodes from its next write on. */
  void pointAt(List<InetSocketAddress> others) {
    nodes = others;
  }

  /** Returns how many writes were answered. */
  long done() {
    return done;
  }

  /** Returns the errors so far, other than those of Redis about the type of a value. */
  List<String> errors() {
    return new ArrayList<>(errors);
  }

  private void run() {
    for (long number = 0; !stopping; number++) {
      long next = Clock.nanos() + everyNanos;
      write(number);
      Clock.pass(next - Clock.nanos());
    }
    disconnect();
  }

  private void write(long number) {
    List<byte[]> words =
        RingWrites.words(writes.command(number)).stream()
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toList();
    try {
      connect(number);
      jedis.sendCommand(() -> words.get(0), words.subList(1, words.size()).toArray(new byte[0][]));
      done++;
    } catch (JedisDataException e) {
      if (isOfDynomite(e.getMessage())) {
        failed(e);
      } else {
        done++;
      }
    } catch (JedisConnectionException e) {
      failed(e);
    }
  }

  private static boolean isOfDynomite(String error) {
    return error.contains("Dynomite") || error.contains("Storage:") || error.contains("Peer");
  }

  private void failed(RuntimeException e) {
    errors.add(connected + ": " + e.getMessage());
    disconnect();
  }

  private void connect(long number) {
    List<InetSocketAddress> now = nodes;
    if (jedis == null || !now.contains(connected)) {
      disconnect();
      connected = now.get((int) (number % now.size()));
      jedis = Checks.client(connected);
    }
  }

  private void disconnect() {
    if (jedis != null) {
      jedis.close();
      jedis = null;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join(END_MILLIS);
  }
}
