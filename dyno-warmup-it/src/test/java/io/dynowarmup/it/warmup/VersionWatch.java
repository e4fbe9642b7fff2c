// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A client of a node's Dynomite. It reads keys whose values only rise, all the time, and records
 * every value that falls. Redis itself would show more than a client sees: the writes that are
 * flushed from a queue while Dynomite refuses reads.
 */
final class VersionWatch implements AutoCloseable {
  // About 8,000 reads per second. One read at a time would keep a processor busy.
  private static final int BATCH = 32;
  private static final long PAUSE_NANOS = 3_000_000;

  private final String[] keys;
  private final long[] highest;
  private final List<String> falls = new ArrayList<>();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final Jedis jedis;
  private final BooleanSupplier counts;
  private final Thread thread = new Thread(this::watch, "version watch");
  private volatile boolean stopping;

  private VersionWatch(Jedis jedis, String prefix, int count, BooleanSupplier counts) {
    this.keys = IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    this.highest = new long[count];
    Arrays.fill(highest, Long.MIN_VALUE);
    this.jedis = jedis;
    this.counts = counts;
  }

  /**
   * Starts a watch through Dynomite.
   *
   * @param prefix as in {@link Workload#versions}
   */
  static VersionWatch start(RackNode node, String prefix, int count) {
    return start(
        new VersionWatch(Checks.client(node.dynomite().client()), prefix, count, () -> true));
  }

  /**
   * Starts a watch of Redis itself, for a Redis that receives its writes in order.
   *
   * @param counts false while a queue may be flushed into it
   */
  static VersionWatch ofRedis(RackNode node, String prefix, int count, BooleanSupplier counts) {
    return start(new VersionWatch(node.redis().client(), prefix, count, counts));
  }

  private static VersionWatch start(VersionWatch watch) {
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    for (int from = 0; !stopping; from = (from + BATCH) % keys.length) {
      List<Response<String>> answers = new ArrayList<>();
      try (Pipeline pipeline = jedis.pipelined()) {
        for (int i = 0; i < BATCH; i++) {
          answers.add(pipeline.get(keys[(from + i) % keys.length]));
        }
      }
      for (int i = 0; i < BATCH; i++) {
        look((from + i) % keys.length, answers.get(i));
      }
      Clock.pass(PAUSE_NANOS);
    }
  }

  private void look(int key, Response<String> answer) {
    try {
      look(key, answer.get());
    } catch (JedisDataException e) {
      refusals.incrementAndGet();
    }
  }

  private void look(int key, String value) {
    if (value == null) {
      return;
    }
    long now = Workload.Sets.number(value);
    // Evaluated after the read, so that a hand-over that began before the read shows here.
    if (now < highest[key] && counts.getAsBoolean()) {
      falls.add(keys[key] + " fell from " + highest[key] + " to " + now);
    }
    highest[key] = Math.max(highest[key], now);
    reads.incrementAndGet();
  }

  /** Returns the number of values read so far. */
  long reads() {
    return reads.get();
  }

  /** Returns the number of reads that Dynomite has refused so far. */
  long refusals() {
    return refusals.get();
  }

  /** Ends the watch and asserts that no value fell. */
  void assertNoneFell() throws InterruptedException {
    stopping = true;
    thread.join();
    assertEquals(List.of(), falls);
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join();
    jedis.close();
  }
}
