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
 * Writes at a steady rate through a Dynomite's client port, pipelined, and keeps book of what was
 * acknowledged. When nobody answers it waits with a few thousand unanswered on each connection.
 */
public final class WriteLoad implements AutoCloseable {
  // far below the 20,000 at which Dynomite closes a client's connection
  private static final int MOST_OUTSTANDING = 4_000;
  private static final long TICK_NANOS = 500_000;
  // Dynomite gives up on a request after 5 s, on a peer's after 25 s
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
   * Started.
   *
   * @param dynomite a client port
   * @param perSecond writes in a second, over all connections
   * @param connections each is pipelined
   */
  public static WriteLoad start(
      InetSocketAddress dynomite, Workload workload, int perSecond, int connections) {
    WriteLoad load = new WriteLoad(dynomite, workload, perSecond, connections);
    load.pacer.setDaemon(true);
    load.pacer.start();
    return Reaper.register(load);
  }

  /** Four connections. */
  public static WriteLoad start(InetSocketAddress dynomite, Workload workload, int perSecond) {
    return start(dynomite, workload, perSecond, 4);
  }

  private void pace() {
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
      Clock.pass(TICK_NANOS);
    }
    endedNanos = Clock.nanos();
  }

  public Workload workload() {
    return workload;
  }

  /** So far. */
  public long sent() {
    return ledger.sent();
  }

  /** So far. */
  public long acked() {
    return ledger.acked();
  }

  /** So far. */
  public long refused() {
    return ledger.refused();
  }

  /** So far. */
  public LoadReport report() {
    long end = endedNanos == 0 ? Clock.nanos() : endedNanos;
    return ledger.report((end - startedNanos) / 1e9);
  }

  /** Sends no more, waits for the answers that are outstanding, and closes the connections. */
  public LoadReport stop() {
    endPacer();
    Await.until(
        () -> "all answers are there, outstanding: " + ledger.outstanding(),
        ANSWER_LIMIT,
        () -> ledger.outstanding() == 0);
    close();
    return report();
  }

  /** Compares what was acknowledged with what a Redis holds; after {@link #stop()}. */
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
