// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.Progress;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.info.ReplicationInfo;
import java.util.Optional;

/** Interprets one probe of both sides during a sync. Immutable. */
final class SyncView {
  private final RedisInfo source;
  private final ReplicationInfo sourceReplication;
  private final RedisInfo local;
  private final ReplicationInfo localReplication;
  private final Optional<ReplicaLine> line;

  /**
   * Creates a view.
   *
   * @param source INFO of the source, read first; without fields if it did not answer this time
   * @param local INFO of the local Redis, read afterwards
   * @param line the line of this node among the source's replicas
   */
  SyncView(RedisInfo source, RedisInfo local, Optional<ReplicaLine> line) {
    this.source = source;
    this.sourceReplication = source.replication();
    this.local = local;
    this.localReplication = local.replication();
    this.line = line;
  }

  /** Returns whether the bulk is loaded and the stream flows from the source. */
  boolean streaming() {
    return localReplication.linkUp()
        && !localReplication.syncInProgress()
        && !local.loading()
        && localReplication.replicaOffset() >= 0;
  }

  /**
   * Returns the replication lag in bytes. It is measured against the larger of our offset as the
   * source sees it and our own, newer offset.
   */
  long lagBytes() {
    if (!streaming() || sourceReplication.masterOffset() < 0) {
      return -1;
    }
    long ours =
        Math.max(localReplication.replicaOffset(), line.isPresent() ? line.get().offset() : -1);
    return Math.max(0, sourceReplication.masterOffset() - ours);
  }

  private boolean sameHistory() {
    return !sourceReplication.replid().isEmpty()
        && sourceReplication.replid().equals(localReplication.replid());
  }

  Progress progress(long bytesSyncDiff, long received, long writesPerSecond) {
    long lag = lagBytes();
    boolean ready =
        streaming() && sameHistory() && line.isPresent() && line.get().online() && lag >= 0;
    Progress.Stage stage =
        !streaming()
            ? Progress.Stage.COPYING
            : ready && lag <= bytesSyncDiff ? Progress.Stage.READY : Progress.Stage.CATCHING_UP;
    long total = totalBytes(received);
    return new Progress.Builder()
        .stage(stage)
        .note(note())
        .bytesDone(Known.number(received))
        .bytesTotal(Known.number(total))
        .totalEstimated(total > 0 && totalEstimated())
        .leftMillis(Known.number(loadLeftMillis()))
        .lagBytes(Known.number(lag))
        .masterOffset(Known.number(sourceReplication.masterOffset()))
        .replicaOffset(Known.number(line.isPresent() ? line.get().offset() : -1))
        .writesPerSecond(Known.number(writesPerSecond))
        .endable(!local.loading())
        .movement(movement())
        .localRole(Known.text(localReplication.role()))
        .build();
  }

  /**
   * Returns the total bytes of the bulk. A diskless sync has no total; the source's memory is used
   * instead if the answer contains it.
   */
  private long totalBytes(long received) {
    if (!localReplication.syncInProgress() || loadingReceivedFile()) {
      return streaming() || local.loading() ? received : -1;
    }
    if (localReplication.syncTotalBytes() > 0) {
      return localReplication.syncTotalBytes();
    }
    long memory = source.getLong("used_memory_dataset", -1);
    return memory > received ? memory : -1;
  }

  private boolean totalEstimated() {
    return localReplication.syncInProgress()
        && localReplication.syncTotalBytes() <= 0
        && !loadingReceivedFile();
  }

  /** Only a file has a size; data that is loaded while it arrives has none. */
  private boolean loadingReceivedFile() {
    return local.loading() && local.getLong("loading_total_bytes", -1) > 0;
  }

  private long loadLeftMillis() {
    long seconds = loadingReceivedFile() ? local.getLong("loading_eta_seconds", -1) : -1;
    return seconds < 0 ? -1 : seconds * 1000;
  }

  String note() {
    if (streaming()) {
      if (!line.isPresent()) {
        return "in the stream; the source does not list this node as its replica";
      }
      if (!sameHistory()) {
        return "in the stream of another replication id than the source's";
      }
      return line.get().online()
          ? "in the stream"
          : "in the stream; the source says " + line.get().state();
    }
    if (local.loading()) {
      return "loading "
          + percentText(
              local.getLong("loading_loaded_bytes", -1), local.getLong("loading_total_bytes", -1));
    }
    if (localReplication.syncInProgress() && localReplication.syncReadBytes() > 0) {
      return "receiving the data";
    }
    if (line.isPresent() && "wait_bgsave".equals(line.get().state())) {
      return "waiting for the source's BGSAVE";
    }
    if (localReplication.syncInProgress()) {
      return "waiting for the first byte";
    }
    long down = localReplication.linkDownSinceSeconds();
    return down >= 0
        ? "the link to the source has been down for " + down + " s"
        : "connecting to the source";
  }

  private static String percentText(long done, long total) {
    return total > 0 && done >= 0 ? Math.min(100, done * 100 / total) + " %" : "the data";
  }

  /**
   * Returns a text of everything that changes while there is progress on this side or, while it
   * saves, at the source.
   */
  private String movement() {
    return localReplication.syncReadBytes()
        + "/"
        + localReplication.syncLeftBytes()
        + "/"
        + local.getLong("loading_loaded_bytes", -1)
        + "/"
        + localReplication.replicaOffset()
        + "/"
        + localReplication.linkUp()
        + "/"
        + (line.isPresent() ? line.get().state() : "")
        + "/"
        + source.getLong(
            "current_save_keys_processed", source.getLong("rdb_current_bgsave_time_sec", -1))
        + "/"
        + source.get("current_fork_perc").orElse("");
  }
}
