// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Reaper;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Writes at a steady rate through a Dynomite's client port, pipelined, and records which writes
 * were acknowledged. If Dynomite does not answer, it pauses at 4,000 unanswered writes per
 * connection.
 */
public final class WriteLoad implements AutoCloseable {
  // Far below 20,000, the limit at which Dynomite closes a client's connection.
  private static final int MOST_OUTSTANDING = 4_000;
  private static final long TICK_NANOS = 500_000;
  // At a low rate it wakes up less often, to leave the processors to what is tested.
  private static final int WRITES_PER_TICK = 4;
  private static final long LONGEST_TICK_NANOS = 4_000_000;
  // At a rate at which many ticks have no write, it waits for the next one.
  private static final long LONGEST_PAUSE_NANOS = 20_000_000;
  // Dynomite gives up on a request after 5 s, and on a peer's request after 25 s.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final Workload workload;
  private final int perSecond;
  private final List<Lane> lanes;
  private final Ledger ledger = new Ledger();
  private final long startedNanos = Clock.nanos();
  private final Thread pacer = new Thread(this::pace, "load pacer");
  private volatile boolean stopping;
  private volatile long endedNanos;

  private WriteLoad(InetSocketAddress dynomite, Workload workload, int perSecond, int connections) {
    this.workload = workload;
    this.perSecond = perSecond;
    this.lanes = IntStream.range(0, connections).mapToObj(i -> new Lane(dynomite, ledger)).toList();
  }

  /**
   * Starts a load.
   *
   * @param dynomite the address of a client port
   * @param perSecond writes per second over all connections
   * @param connections number of connections, each pipelined
   */
  public static WriteLoad start(
      InetSocketAddress dynomite, Workload workload, int perSecond, int connections) {
    WriteLoad load = new WriteLoad(dynomite, workload, perSecond, connections);
    load.pacer.setDaemon(true);
    load.pacer.start();
    return Reaper.register(load);
  }

  /** Starts a load with four connections. */
  public static WriteLoad start(InetSocketAddress dynomite, Workload workload, int perSecond) {
    return start(dynomite, workload, perSecond, 4);
  }

  private static long tickNanos(int perSecond) {
    long nanos = WRITES_PER_TICK * TimeUnit.SECONDS.toNanos(1) / perSecond;
    return Math.max(TICK_NANOS, Math.min(LONGEST_TICK_NANOS, nanos));
  }

  private void pace() {
    long tick = tickNanos(perSecond);
    long number = 0;
    while (!stopping) {
      long due = (Clock.nanos() - startedNanos) * perSecond / TimeUnit.SECONDS.toNanos(1);
      while (number < due && !stopping) {
        Lane lane = lanes.get((int) (workload.lane(number) % lanes.size()));
        if (lane.outstanding() >= MOST_OUTSTANDING) {
          break;
        }
        lane.add(number, workload.command(number));
        number++;
      }
      lanes.forEach(Lane::flush);
      Clock.pass(Math.max(tick, Math.min(untilDueNanos(number), LONGEST_PAUSE_NANOS)));
    }
    endedNanos = Clock.nanos();
  }

  private long untilDueNanos(long number) {
    long due = (number + 1) * TimeUnit.SECONDS.toNanos(1) / perSecond;
    return startedNanos + due - Clock.nanos();
  }

  public Workload workload() {
    return workload;
  }

  /** Returns the number of writes sent so far. */
  public long sent() {
    return ledger.sent();
  }

  /** Returns the number of writes acknowledged so far. */
  public long acked() {
    return ledger.acked();
  }

  /** Returns the number of writes refused so far. */
  public long refused() {
    return ledger.refused();
  }

  /** Returns the results so far. */
  public LoadReport report() {
    long end = endedNanos == 0 ? Clock.nanos() : endedNanos;
    return ledger.report((end - startedNanos) / 1e9);
  }

  /** Stops sending, waits up to 30 s for the outstanding answers, and closes the connections. */
  public LoadReport stop() {
    endPacer();
    Await.until(
        () -> "all answers are there, outstanding: " + ledger.outstanding(),
        ANSWER_LIMIT,
        () -> ledger.outstanding() == 0);
    close();
    return report();
  }

  /**
   * Compares the acknowledged writes with the contents of a Redis. Call it after {@link #stop()}.
   */
  public LoadCheck check(RedisServer redis) {
    return Auditor.of(workload, ledger).check(redis);
  }

  private void endPacer() {
    stopping = true;
    try {
      pacer.join(ANSWER_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Reaper.forget(this);
    stopping = true;
    lanes.forEach(Lane::close);
    endPacer();
  }
}
