// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.time.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** Measures the CPU time of the run's thread during the TRANSFER phase. */
final class TransferCost implements WarmupObserver {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long startedAt;
  private long cpuAtStart = -1;
  private long lastAt;
  private long lastCpu = -1;

  @Override
  public void changed(WarmupStatus status) {
    if (status.phase() != WarmupPhase.TRANSFER) {
      return;
    }
    long cpu = cpuOf("dyno-warmup-run-" + status.runId().get());
    long now = Clock.nanos();
    if (cpuAtStart < 0) {
      cpuAtStart = cpu;
      startedAt = now;
    }
    if (cpu >= 0) {
      lastCpu = cpu;
      lastAt = now;
    }
  }

  private long cpuOf(String name) {
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().equals(name)) {
        return threads.getThreadCpuTime(info.getThreadId());
      }
    }
    return -1;
  }

  /**
   * Returns the CPU time in percent of one core, or -1 if the transfer was too short to measure.
   */
  double percent() {
    return lastAt <= startedAt || lastCpu < 0
        ? -1
        : 100.0 * (lastCpu - cpuAtStart) / (lastAt - startedAt);
  }

  double millis() {
    return (lastAt - startedAt) / 1e6;
  }
}
