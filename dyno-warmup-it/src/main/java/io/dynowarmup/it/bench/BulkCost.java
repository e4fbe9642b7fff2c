// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Measures the bulk of a copy, from the start of the run to the last status that says "copying".
 */
final class BulkCost implements WarmupObserver {
  private static final String BULK = "copying";

  private final RedisServer source;
  private final RedisServer node;
  private final long memoryBefore;
  private long begun;
  private volatile long ended;
  private long memory;
  private double[] before;
  private volatile double[] after;

  BulkCost(RedisServer source, RedisServer node) {
    this.source = source;
    this.node = node;
    this.memoryBefore = memory();
  }

  void start() {
    begun = Clock.nanos();
    before = measured();
  }

  @Override
  public void changed(WarmupStatus status) {
    if (status.phase() == WarmupPhase.TRANSFER && status.progress().note().startsWith(BULK)) {
      ended = Clock.nanos();
      after = measured();
      memory = Math.max(memory, memory());
    }
  }

  private long memory() {
    return Long.parseLong(source.info("memory", "used_memory"));
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

  double seconds() {
    return (ended - begun) / 1e9;
  }

  /** Returns the processor time of the source, of the node's Redis and of this JVM. */
  String processors() {
    return String.format(
        Locale.ROOT,
        "%.1f + %.1f + %.1f",
        after[0] - before[0],
        after[1] - before[1],
        after[2] - before[2]);
  }

  double memoryRatio() {
    return (double) memory / memoryBefore;
  }
}
