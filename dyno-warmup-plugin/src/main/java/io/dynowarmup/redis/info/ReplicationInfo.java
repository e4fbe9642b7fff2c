// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Section Replication of INFO. A number that the server does not tell is -1. */
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
    // a server that lies about connected_slaves, or leaves holes, costs nothing but look-ups
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

  /** master, slave, or the empty string when the server does not tell. */
  public String role() {
    return info.get("role").orElse("");
  }

  /** Of a replica: its master's host, as it was given to SLAVEOF; empty for a master. */
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

  /** Seconds since the master was heard; -1 before the first time. */
  public long lastIoSecondsAgo() {
    return info.getLong("master_last_io_seconds_ago", -1);
  }

  public long linkDownSinceSeconds() {
    return info.getLong("master_link_down_since_seconds", -1);
  }

  /** Redis 6.2 and newer; 0 for a diskless sync, -1 while the master has not told. */
  public long syncTotalBytes() {
    return info.getLong("master_sync_total_bytes", -1);
  }

  /** Redis 6.2 and newer. */
  public long syncReadBytes() {
    return info.getLong("master_sync_read_bytes", -1);
  }

  public long syncLeftBytes() {
    return info.getLong("master_sync_left_bytes", -1);
  }

  /**
   * Of a replica: the offset up to which it has applied the stream. Exact, unlike what its master
   * knows of it.
   */
  public long replicaOffset() {
    return info.getLong("slave_repl_offset", -1);
  }

  public boolean replicaReadOnly() {
    return info.getLong("slave_read_only", 0) != 0;
  }

  /** The replication id; of a replica: its master's. */
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
