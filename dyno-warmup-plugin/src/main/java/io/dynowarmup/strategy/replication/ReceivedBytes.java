// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.RedisInfo;

/** Counts the bytes received through the replication link: the bulk and the stream after it. */
final class ReceivedBytes {
  private long before;
  private long most;

  /**
   * Sets the start of the count.
   *
   * @param stats INFO stats of the local Redis before it is attached
   */
  void begin(RedisInfo stats) {
    before = input(stats);
  }

  /**
   * Returns the bytes received so far.
   *
   * @param local the current INFO of the local Redis
   */
  long check(RedisInfo local) {
    long input = input(local);
    // A restarted Redis counts from 0 again.
    before = Math.min(before, input);
    most = Math.max(most, Math.max(local.replication().syncReadBytes().orElse(0), input - before));
    return most;
  }

  /**
   * Redis 7.0 counts the replication link separately. Older versions include our few commands in
   * this number.
   */
  private static long input(RedisInfo info) {
    return info.getLong("total_net_repl_input_bytes", info.getLong("total_net_input_bytes", 0));
  }
}
