// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.bench.measure.Cost;
import io.dynowarmup.it.redis.RedisServer;

/**
 * Measures the bulk of a copy, from the start of the run to the last status that says "copying".
 */
final class BulkCost implements WarmupObserver {
  private static final String BULK = "copying";

  private final RedisServer source;
  private final Cost cost;
  private final long memoryBefore;
  private long memory;

  BulkCost(RedisServer source, RedisServer node) {
    this.source = source;
    this.cost = new Cost(source, node);
    this.memoryBefore = memory();
  }

  void start() {
    cost.start();
  }

  @Override
  public void changed(WarmupStatus status) {
    if (status.phase() == WarmupPhase.TRANSFER && status.progress().note().startsWith(BULK)) {
      cost.end();
      memory = Math.max(memory, memory());
    }
  }

  private long memory() {
    return Long.parseLong(source.info("memory", "used_memory"));
  }

  double seconds() {
    return cost.seconds();
  }

  String processors() {
    return cost.processors();
  }

  double memoryRatio() {
    return (double) memory / memoryBefore;
  }
}
