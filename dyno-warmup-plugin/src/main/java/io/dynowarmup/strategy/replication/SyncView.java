// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.sync.digest.KeySizes;
import java.util.Optional;
import java.util.OptionalLong;

/** Interprets one probe of both sides during a sync. Immutable. */
final class SyncView {
  private final RedisInfo source;
  private final ReplicationInfo sourceReplication;
  private final RedisInfo local;
  private final ReplicationInfo localReplication;
  private final Optional<ReplicaLine> line;
  private final Optional<KeySizes> sample;

  /**
   * Creates a view.
   *
   * @param source INFO of the source, read first; without fields if it did not answer this time
   * @param local INFO of the local Redis, read afterwards
   * @param line the line of this node among the source's replicas
   * @param sample sizes of some keys of the source; empty if unknown
   */
  SyncView(
      RedisInfo source, RedisInfo local, Optional<ReplicaLine> line, Optional<KeySizes> sample) {
    this.source = source;
    this.sourceReplication = source.replication();
    this.local = local;
    this.localReplication = local.replication();
    this.line = line;
    this.sample = sample;
  }

  /** Returns whether the size of the bulk has to be estimated: it arrives without a file. */
  static boolean isSizeUnknown(RedisInfo local) {
    ReplicationInfo replication = local.replication();
    return replication.syncInProgress()
        && replication.syncTotalBytes().orElse(0) == 0
        && !isLoadingFile(local);
  }

  /** Returns whether the bulk is loaded and the stream flows from the source. */
  boolean streaming() {
    return localReplication.linkUp()
        && !localReplication.syncInProgress()
        && !local.loading()
        && localReplication.replicaOffset().isPresent();
  }

  /**
   * Returns the replication lag in bytes. It is measured against the larger of our offset as the
   * source sees it and our own, newer offset.
   */
  OptionalLong lagBytes() {
    OptionalLong offset = sourceReplication.masterOffset();
    if (!streaming() || !offset.isPresent()) {
      return OptionalLong.empty();
    }
    long ours = Math.max(localReplication.replicaOffset().getAsLong(), acknowledged().orElse(0));
    return OptionalLong.of(Math.max(0, offset.getAsLong() - ours));
  }

  private OptionalLong acknowledged() {
    return line.map(ReplicaLine::offset).orElse(OptionalLong.empty());
  }

  private boolean sameHistory() {
    return !sourceReplication.replid().isEmpty()
        && sourceReplication.replid().equals(localReplication.replid());
  }

  Progress progress(long bytesSyncDiff, long received, OptionalLong writesPerSecond) {
    OptionalLong lag = lagBytes();
    boolean ready =
        streaming() && sameHistory() && line.isPresent() && line.get().online() && lag.isPresent();
    Progress.Stage stage =
        !streaming()
            ? Progress.Stage.COPYING
            : ready && lag.getAsLong() <= bytesSyncDiff
                ? Progress.Stage.READY
                : Progress.Stage.CATCHING_UP;
    Progress.Builder progress = new Progress.Builder();
    total(progress, received);
    return progress
        .stage(stage)
        .note(note())
        .bytesDone(received)
        .leftMillis(loadLeftMillis())
        .lagBytes(lag)
        .masterOffset(sourceReplication.masterOffset())
        .replicaOffset(acknowledged())
        .writesPerSecond(writesPerSecond)
        .endable(!local.loading())
        .movement(movement())
        .localRole(Known.text(localReplication.role()))
        .build();
  }

  /** Adds the total bytes of the bulk. A sync without a file has no total; it is estimated. */
  private void total(Progress.Builder progress, long received) {
    if (isSizeUnknown(local)) {
      SnapshotSize size = SnapshotSize.of(source, received, sample);
      if (size.bytes() > received && size.bytes() < Long.MAX_VALUE) {
        progress.bytesTotal(size.bytes()).totalEstimated(true).totalLimit(size.isLimit());
      }
    } else if (localReplication.syncInProgress() && !isLoadingFile(local)) {
      progress.bytesTotal(localReplication.syncTotalBytes());
    } else if (streaming() || local.loading()) {
      progress.bytesTotal(received);
    }
  }

  /** Only a file has a size; data that is loaded while it arrives has none. */
  private static boolean isLoadingFile(RedisInfo local) {
    return local.loading() && local.getLong("loading_total_bytes", 0) > 0;
  }

  private OptionalLong loadLeftMillis() {
    OptionalLong seconds = local.number("loading_eta_seconds");
    return isLoadingFile(local) && seconds.isPresent()
        ? OptionalLong.of(seconds.getAsLong() * 1000)
        : OptionalLong.empty();
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
          + percentText(local.number("loading_loaded_bytes"), local.number("loading_total_bytes"));
    }
    if (localReplication.syncInProgress() && localReplication.syncReadBytes().orElse(0) > 0) {
      return "receiving the data";
    }
    if (line.isPresent() && "wait_bgsave".equals(line.get().state())) {
      return "waiting for the source's BGSAVE";
    }
    if (localReplication.syncInProgress()) {
      return "waiting for the first byte";
    }
    OptionalLong down = localReplication.linkDownSinceSeconds();
    return down.isPresent()
        ? "the link to the source has been down for " + down.getAsLong() + " s"
        : "connecting to the source";
  }

  private static String percentText(OptionalLong done, OptionalLong total) {
    return done.isPresent() && total.orElse(0) > 0
        ? Math.min(100, done.getAsLong() * 100 / total.getAsLong()) + " %"
        : "the data";
  }

  /**
   * Returns a text of everything that changes while there is progress on this side or, while it
   * saves, at the source.
   */
  private String movement() {
    return localReplication.syncReadBytes()
        + "/"
        + local.get("master_sync_left_bytes").orElse("")
        + "/"
        + local.number("loading_loaded_bytes")
        + "/"
        + localReplication.replicaOffset()
        + "/"
        + localReplication.linkUp()
        + "/"
        + (line.isPresent() ? line.get().state() : "")
        + "/"
        + source
            .get("current_save_keys_processed")
            .orElseGet(() -> source.get("rdb_current_bgsave_time_sec").orElse(""))
        + "/"
        + source.get("current_fork_perc").orElse("");
  }
}
