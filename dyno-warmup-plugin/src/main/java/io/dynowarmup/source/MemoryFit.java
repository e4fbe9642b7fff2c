// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Decides whether the source's data fits into the local Redis. A replica ignores maxmemory. After
 * the hand-over it is a master again, and evicts keys or refuses writes.
 */
public final class MemoryFit {
  private MemoryFit() {}

  /**
   * Compares the memory of both servers.
   *
   * @param local INFO of the local Redis
   * @return DOES_NOT_FIT with the numbers; empty if the data fits, or if that is unknown
   */
  public static Optional<WarmupException> problem(PeerFacts source, RedisInfo local) {
    return problem(source, local, bytes -> bytes);
  }

  /**
   * Compares the memory of both servers.
   *
   * @param local INFO of the local Redis
   * @param part returns how many of the source's bytes are copied
   * @return DOES_NOT_FIT with the numbers; empty if the data fits, or if that is unknown
   */
  public static Optional<WarmupException> problem(
      PeerFacts source, RedisInfo local, LongUnaryOperator part) {
    long limit = local.getLong("maxmemory", 0);
    long needed = part.applyAsLong(source.usedMemory().orElse(0) - source.memoryNotCounted());
    if (limit <= 0) {
      return machine(source, needed, local.getLong("total_system_memory", 0));
    }
    // a source that evicts at the same limit always fits, although it fills it
    boolean sameLimit = source.maxMemory() > 0 && source.maxMemory() <= limit;
    if (needed <= limit || sameLimit) {
      return Optional.empty();
    }
    String policy = local.get("maxmemory_policy").orElse("unknown");
    return Optional.of(
        new WarmupException(
            Reason.DOES_NOT_FIT,
            String.format(
                "%s uses %s (%d bytes), the local maxmemory is %s (%d bytes, policy %s): after the"
                    + " hand-over the local Redis would %s. Raise maxmemory, or force the warm-up",
                source.peer().redis(),
                Units.bytes(needed),
                needed,
                Units.bytes(limit),
                limit,
                policy,
                policy.equals("noeviction") ? "refuse writes" : "evict keys")));
  }

  /**
   * Without maxmemory, the machine is the limit: the kernel would end Redis, or this process. What
   * a machine of this size holds fits here too.
   */
  private static Optional<WarmupException> machine(PeerFacts source, long needed, long memory) {
    boolean sameMachine = source.totalSystemMemory().orElse(Long.MAX_VALUE) <= memory;
    if (memory <= 0 || needed <= memory / 10 * 9 || sameMachine) {
      return Optional.empty();
    }
    return Optional.of(
        new WarmupException(
            Reason.DOES_NOT_FIT,
            String.format(
                "%s uses %s (%d bytes), the machine of the local Redis has %s (%d bytes), and"
                    + " maxmemory is not set: the kernel would end Redis. Use a larger machine, or"
                    + " force the warm-up",
                source.peer().redis(), Units.bytes(needed), needed, Units.bytes(memory), memory)));
  }
}
