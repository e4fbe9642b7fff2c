// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.SourceLimits;
import io.dynowarmup.fitness.SourceHarm;
import io.dynowarmup.redis.info.MemoryUse;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches the source while it sends the bulk. A sync costs the source a fork, the copied pages and
 * the buffer of the writes made meanwhile. The guard ends the sync if the source cannot bear this,
 * and says why.
 */
final class SourceGuard {
  private final String source;
  private final String local;
  private final SourceLimits limits;
  private final SourcePin pin;
  private SyncCount syncs;
  private RedisInfo before;
  private boolean snapshotDoubtful;

  /**
   * Creates a guard.
   *
   * @param source the source, for messages
   * @param local the address of the local Redis, for messages
   */
  SourceGuard(String source, String local, SourceLimits limits) {
    this(source, local, limits, new SourcePin(source, "", "", 0));
  }

  /**
   * Creates a guard.
   *
   * @param source the source, for messages
   * @param local the address of the local Redis, for messages
   * @param pin knows the full syncs of earlier transfers of this run from this source
   */
  SourceGuard(String source, String local, SourceLimits limits, SourcePin pin) {
    this.pin = pin;
    this.source = source;
    this.local = local;
    this.limits = limits;
  }

  /**
   * Records the source before a sync is requested.
   *
   * @param info INFO of the source
   * @param ours this node among its replicas; empty unless a sync is resumed
   * @throws WarmupException SYNC_BROKEN or SOURCE_AT_RISK if it has sent as many full syncs in this
   *     run as it may
   */
  void begin(RedisInfo info, Optional<ReplicaLine> ours) {
    restart(info, ours);
    if (!ours.isPresent() && syncs.ours() >= most()) {
      throw tooMany(info);
    }
  }

  private void restart(RedisInfo info, Optional<ReplicaLine> ours) {
    before = info;
    syncs = new SyncCount(info, ours, pin.syncs(info));
    snapshotDoubtful = snapshotFailed(info);
  }

  /**
   * Checks the source while it sends the bulk.
   *
   * @throws WarmupException SOURCE_AT_RISK if the sync has to end to protect the source;
   *     SYNC_BROKEN if repeated full syncs did not complete; SOURCE_FAILED if too many replicas
   *     came before this node
   */
  void check(RedisInfo info, Optional<ReplicaLine> ours) {
    if (!info.get("run_id").equals(before.get("run_id"))) {
      // Another process counts from 0 again.
      restart(info, ours);
      return;
    }
    syncs(info, ours);
    place(info, ours);
    memory(info);
    clients(info);
  }

  /**
   * Each full sync costs the source a fork and a snapshot, and the next one would fail like the
   * last one.
   */
  private void syncs(RedisInfo info, Optional<ReplicaLine> ours) {
    syncs.check(info, ours);
    pin.syncs(info, syncs.ours());
    snapshotDoubtful |= snapshotFailed(info);
    boolean kicked = !ours.isPresent() && syncs.ours() >= most();
    if (kicked || syncs.ours() > most()) {
      throw tooMany(info);
    }
  }

  private WarmupException tooMany(RedisInfo info) {
    String begun = "has begun " + Units.count(syncs.ours(), "full sync") + " for this node";
    if (snapshotDoubtful) {
      return atRisk(
          begun
              + " and ended each of them; at most 1 is asked for while its "
              + "rdb_last_bgsave_status is"
              + " err: see its log, its disk and vm.overcommit_memory"
              + harm(info).map(done -> "; " + done).orElse(""));
    }
    return new WarmupException(
        Reason.SYNC_BROKEN,
        source
            + " "
            + begun
            + (pin.streamed()
                ? ", and the link broke or the hand-over failed after data had arrived"
                : ", and none has arrived")
            + "; at most "
            + most()
            + " are asked for (source.max.syncs): see the log of the local Redis "
            + local
            + " and the disk of its 'dir' first, then the source's log and its"
            + " client-output-buffer-limit for replicas");
  }

  private int most() {
    return snapshotDoubtful ? 1 : limits.syncs();
  }

  /**
   * Returns whether the local Redis, whose link is down, may request a sync.
   *
   * @param info INFO of the source, a moment ago
   */
  boolean allowsAnother(RedisInfo info, Optional<ReplicaLine> ours) {
    syncs.check(info, ours);
    pin.syncs(info, syncs.ours());
    return syncs.ours() < most();
  }

  /** Returns what the syncs of this node have done to the source and how to undo it. */
  Optional<String> harm(RedisInfo now) {
    return SourceHarm.done(source, before, now);
  }

  /**
   * Nodes that connect at the same moment see no other replica before. The source lists its
   * replicas in the order in which they came and shows all of them the same list. The last ones
   * give way.
   */
  private void place(RedisInfo info, Optional<ReplicaLine> ours) {
    if (!ours.isPresent() || ours.get().online()) {
      return;
    }
    int place = 1;
    for (ReplicaLine line : info.replication().replicas()) {
      if (SyncCount.same(line, ours.get())) {
        break;
      }
      place++;
    }
    if (place > limits.replicas()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          source
              + " serves "
              + Units.count(place - 1, "replica")
              + " that came before this node; at most "
              + limits.replicas()
              + " are allowed in all (source.max.replicas)");
    }
  }

  private void memory(RedisInfo info) {
    MemoryUse use = MemoryUse.of(info.withMachineMemory(limits.memoryBytes()));
    if (use.percent().orElse(0) > limits.stopMemoryPercent()) {
      throw atRisk(
          "takes "
              + use
              + " while it sends its data; at "
              + limits.stopMemoryPercent()
              + " % the run drops it (source.memory.percent is "
              + limits.memoryPercent()
              + ")");
    }
    if (evictedNothing(before) && info.getLong("evicted_keys", 0) > 0) {
      throw atRisk(
          "has begun to evict keys while it sends its data (used_memory "
              + info.get("used_memory").orElse("unknown")
              + ", maxmemory "
              + info.get("maxmemory").orElse("unknown")
              + ")");
    }
  }

  private void clients(RedisInfo info) {
    OptionalLong earlier = before.number("rejected_connections");
    long refused = info.getLong("rejected_connections", 0) - earlier.orElse(0);
    if (earlier.isPresent() && refused > 0) {
      throw atRisk(
          "has refused "
              + Units.count(refused, "connection")
              + " while it sends its data: its maxclients is reached");
    }
  }

  private static boolean snapshotFailed(RedisInfo info) {
    return info.get("rdb_last_bgsave_status").filter("err"::equals).isPresent();
  }

  private static boolean evictedNothing(RedisInfo info) {
    return info.number("evicted_keys").equals(OptionalLong.of(0));
  }

  private WarmupException atRisk(String what) {
    return new WarmupException(
        Reason.SOURCE_AT_RISK, "dropped to protect it: " + source + " " + what);
  }
}
