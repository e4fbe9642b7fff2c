// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.measure;

import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Loads a Redis with reads and writes, half each, at a steady rate, even if Redis does not keep up.
 * The latency of a command starts when it is sent: a delay of the sender itself does not count.
 */
public final class SourceLoad implements AutoCloseable {
  private static final int LANES = 8;
  private static final long TICK_NANOS = 500_000;
  private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final long keys;
  private final byte[] value;
  private final List<TimedLane> lanes;
  private final Thread pacer = new Thread(this::pace, "source load");
  private volatile boolean stopping;
  private long fromNanos = Long.MAX_VALUE;
  private long toNanos = Long.MAX_VALUE;
  private long[] nanos = new long[1 << 20];
  private int count;

  private SourceLoad(RedisServer redis, int perSecond, long keys, int valueBytes) {
    this.perSecond = perSecond;
    this.keys = keys;
    this.value = value(valueBytes);
    InetSocketAddress address = new InetSocketAddress(redis.host(), redis.port());
    this.lanes =
        IntStream.range(0, LANES).mapToObj(i -> new TimedLane(address, this::answered)).toList();
  }

  /** Starts a load on the keys of {@code RandomFill}. */
  public static SourceLoad start(RedisServer redis, int perSecond, long keys, int valueBytes) {
    SourceLoad load = new SourceLoad(redis, perSecond, keys, valueBytes);
    load.pacer.setDaemon(true);
    load.pacer.start();
    return load;
  }

  /** Returns the value of every write. */
  public static byte[] value(int bytes) {
    byte[] value = new byte[bytes];
    new Random(2).nextBytes(value);
    return value;
  }

  private void pace() {
    Random random = new Random(3);
    long start = Clock.nanos();
    long number = 0;
    while (!stopping) {
      long due = (Clock.nanos() - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
      for (; number < due && !stopping; number++) {
        lanes.get((int) (number % LANES)).send(command(number, random));
      }
      Clock.pass(TICK_NANOS);
    }
  }

  private byte[] command(long number, Random random) {
    String key = "key:" + (random.nextInt((int) keys));
    String name = "$" + key.length() + "\r\n" + key + "\r\n";
    if (number / LANES % 2 == 0) {
      return ("*2\r\n$3\r\nGET\r\n" + name).getBytes(StandardCharsets.US_ASCII);
    }
    byte[] head =
        ("*3\r\n$3\r\nSET\r\n" + name + "$" + value.length + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + value.length + 2);
    System.arraycopy(value, 0, all, head.length, value.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    return all;
  }

  private synchronized void answered(long sentNanos, long answeredNanos) {
    if (sentNanos - fromNanos < 0 || sentNanos - toNanos > 0) {
      return;
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = answeredNanos - sentNanos;
  }

  /** Starts the measurement. Commands sent from now on count. */
  public synchronized void begin() {
    count = 0;
    fromNanos = Clock.nanos();
    toNanos = fromNanos + TimeUnit.DAYS.toNanos(1);
  }

  /** Ends the measurement. Waits 1 s for the last answers and returns the latencies. */
  public Latency end() {
    synchronized (this) {
      toNanos = Clock.nanos();
    }
    Clock.pass(LAST_ANSWERS_NANOS);
    synchronized (this) {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return new Latency(sorted);
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      pacer.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.forEach(TimedLane::close);
  }

  /** The latencies of the answers. */
  public record Latency(long[] sortedNanos) {
    public int commands() {
      return sortedNanos.length;
    }

    /**
     * Returns the median, the 99th percentile and the maximum in milliseconds, and the number of
     * commands.
     */
    public String text() {
      return String.format(
          Locale.ROOT, "%.2f/%.2f/%.0f of %d", millis(50), millis(99), millis(100), commands());
    }

    public double millis(double percent) {
      int at = (int) Math.ceil(sortedNanos.length * percent / 100) - 1;
      return sortedNanos.length == 0 ? Double.NaN : sortedNanos[Math.max(0, at)] / 1e6;
    }
  }
}
