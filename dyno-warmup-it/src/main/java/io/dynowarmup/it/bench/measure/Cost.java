// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.measure;

import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The time of one operation, and the processor time of the source, of the node's Redis and of this
 * JVM meanwhile. As an observer of a run it measures the bulk: from the beginning of the phase
 * TRANSFER to the last status that says "copying".
 */
public final class Cost implements WarmupObserver {
  private static final String BULK = "copying";

  private final RedisServer source;
  private final RedisServer node;
  private volatile long begun;
  private volatile long ended;
  private volatile double[] before;
  private volatile double[] after;

  public Cost(RedisServer source, RedisServer node) {
    this.source = source;
    this.node = node;
  }

  /** Begins to measure. */
  public Cost start() {
    before = measured();
    begun = Clock.nanos();
    return this;
  }

  /** Ends the measurement, or moves its end. */
  public Cost end() {
    ended = Clock.nanos();
    after = measured();
    return this;
  }

  @Override
  public void changed(WarmupStatus status) {
    if (status.phase() == WarmupPhase.TRANSFER) {
      if (before == null) {
        start();
      } else if (status.progress().note().startsWith(BULK)) {
        end();
      }
    }
  }

  public double seconds() {
    return (ended - begun) / 1e9;
  }

  /** Returns the processor time of the source, of the node's Redis and of this JVM, in s. */
  public String processors() {
    return String.format(
        Locale.ROOT,
        "%.2f + %.2f + %.2f",
        after[0] - before[0],
        after[1] - before[1],
        after[2] - before[2]);
  }

  private double[] measured() {
    long own =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    return new double[] {processor(source), processor(node), own / 1e9};
  }

  private static double processor(RedisServer redis) {
    return Double.parseDouble(redis.info("cpu", "used_cpu_user"))
        + Double.parseDouble(redis.info("cpu", "used_cpu_sys"));
  }
}
