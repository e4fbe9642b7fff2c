// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The section Replication of INFO. A number that the server does not report is -1. */
public final class ReplicationInfo {
  private final RedisInfo info;
  private final List<ReplicaLine> replicas;

  private ReplicationInfo(RedisInfo info, List<ReplicaLine> replicas) {
    this.info = info;
    this.replicas = Collections.unmodifiableList(replicas);
  }

  static ReplicationInfo of(RedisInfo info) {
    List<ReplicaLine> lines = new ArrayList<>();
    long n = Math.min(10_000, Math.max(info.getLong("connected_slaves", 0), 0));
    // bounds the look-ups if the server lies about connected_slaves or skips numbers
    for (long i = 0, misses = 0; i < n + 8 && misses < 8; i++) {
      String line = info.get("slave" + i).orElse("");
      if (line.isEmpty()) {
        misses++;
      } else {
        lines.add(ReplicaLine.parse(line));
      }
    }
    return new ReplicationInfo(info, lines);
  }

  public boolean isMaster() {
    return "master".equals(info.get("role").orElse(""));
  }

  public boolean isReplica() {
    return "slave".equals(info.get("role").orElse(""))
        || "replica".equals(info.get("role").orElse(""));
  }

  /** Returns master, slave, or the empty string if the server does not report the role. */
  public String role() {
    return info.get("role").orElse("");
  }

  /** Returns the host of a replica's master as it was given to SLAVEOF; empty for a master. */
  public String masterHost() {
    return info.get("master_host").orElse("");
  }

  public int masterPort() {
    long port = info.getLong("master_port", -1);
    return port < 0 || port > 65535 ? -1 : (int) port;
  }

  public boolean linkUp() {
    return "up".equals(info.get("master_link_status").orElse(""));
  }

  public boolean syncInProgress() {
    return info.getLong("master_sync_in_progress", 0) != 0;
  }

  public long linkDownSinceSeconds() {
    return info.getLong("master_link_down_since_seconds", -1);
  }

  /**
   * Returns the size of the sync (Redis 6.2 and newer); 0 for a diskless sync, -1 if the master has
   * not sent it yet.
   */
  public long syncTotalBytes() {
    return info.getLong("master_sync_total_bytes", -1);
  }

  /** Returns the bytes of the sync that were read (Redis 6.2 and newer). */
  public long syncReadBytes() {
    return info.getLong("master_sync_read_bytes", -1);
  }

  public long syncLeftBytes() {
    return info.getLong("master_sync_left_bytes", -1);
  }

  /**
   * Returns the replication offset up to which a replica has applied the stream. It is exact,
   * unlike the offset that its master reports.
   */
  public long replicaOffset() {
    return info.getLong("slave_repl_offset", -1);
  }

  public boolean replicaReadOnly() {
    return info.getLong("slave_read_only", 0) != 0;
  }

  /** Returns the replication id; for a replica, that of its master. */
  public String replid() {
    return info.get("master_replid").orElse("");
  }

  public long masterOffset() {
    return info.getLong("master_repl_offset", -1);
  }

  public long connectedReplicas() {
    return info.getLong("connected_slaves", 0);
  }

  public List<ReplicaLine> replicas() {
    return replicas;
  }
}
