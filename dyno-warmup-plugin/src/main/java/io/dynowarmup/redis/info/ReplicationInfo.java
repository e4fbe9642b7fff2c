// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import io.dynowarmup.api.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** The section Replication of INFO. A number that the server does not report is empty. */
public final class ReplicationInfo {
  private final RedisInfo info;
  private final List<ReplicaLine> replicas;
  private final long journals;

  private ReplicationInfo(RedisInfo info, List<ReplicaLine> lines) {
    this.info = info;
    List<ReplicaLine> real = new ArrayList<>(lines);
    real.removeIf(ReplicaLine::isJournal);
    this.replicas = Collections.unmodifiableList(real);
    this.journals = lines.size() - real.size();
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

  /** Returns host and port of a replica's master, such as "10.0.0.1:22122". */
  public String master() {
    OptionalLong port = masterPort();
    return masterHost() + ":" + (port.isPresent() ? port.getAsLong() : "?");
  }

  /** Returns whether this is a replica of the given Redis. */
  public boolean isReplicaOf(Endpoint source) {
    return isReplica()
        && masterPort().orElse(0) == source.port()
        && masterHost().equalsIgnoreCase(source.host());
  }

  /** Returns the port of a replica's master. */
  public OptionalLong masterPort() {
    OptionalLong port = info.number("master_port");
    return port.orElse(0) > 65535 ? OptionalLong.empty() : port;
  }

  public boolean linkUp() {
    return "up".equals(info.get("master_link_status").orElse(""));
  }

  public boolean syncInProgress() {
    return info.getLong("master_sync_in_progress", 0) != 0;
  }

  public OptionalLong linkDownSinceSeconds() {
    return info.number("master_link_down_since_seconds");
  }

  /**
   * Returns the size of the sync (Redis 6.2 and newer); 0 for a diskless sync, empty if the master
   * has not sent it yet.
   */
  public OptionalLong syncTotalBytes() {
    return info.number("master_sync_total_bytes");
  }

  /** Returns the bytes of the sync that were read (Redis 6.2 and newer). */
  public OptionalLong syncReadBytes() {
    return info.number("master_sync_read_bytes");
  }

  /**
   * Returns the replication offset up to which a replica has applied the stream. It is exact,
   * unlike the offset that its master reports.
   */
  public OptionalLong replicaOffset() {
    return info.number("slave_repl_offset");
  }

  public boolean replicaReadOnly() {
    return info.getLong("slave_read_only", 0) != 0;
  }

  /** Returns the replication id; for a replica, that of its master. */
  public String replid() {
    return info.get("master_replid").orElse("");
  }

  public OptionalLong masterOffset() {
    return info.number("master_repl_offset");
  }

  /**
   * Returns whether this server can continue its stream after the given offset without a full sync.
   *
   * @param replid the replication id that the offset belongs to
   */
  public boolean canContinue(String replid, long offset) {
    long next = offset + 1;
    OptionalLong first = info.number("repl_backlog_first_byte_offset");
    boolean ofNow = !replid.isEmpty() && replid.equals(replid());
    boolean ofBefore =
        !replid.isEmpty()
            && replid.equals(info.get("master_replid2").orElse(""))
            && next <= info.getLong("second_repl_offset", -1);
    return (ofNow || ofBefore)
        && info.getLong("repl_backlog_active", 0) == 1
        && first.isPresent()
        && first.getAsLong() <= next
        && next <= masterOffset().orElse(0) + 1;
  }

  /**
   * Returns how many bytes can be written until the backlog no longer holds what follows an offset.
   * It is negative if the backlog is larger than {@code repl-backlog-size} says.
   */
  public long backlogLeft(long offset) {
    long until = masterOffset().orElse(0);
    long held = until + 1 - backlogBegin().orElse(until + 1);
    return info.getLong("repl_backlog_size", held) - (until - offset);
  }

  /** Returns the size of the backlog in bytes; 0 if it is not reported. */
  public long backlogSize() {
    return info.getLong("repl_backlog_size", 0);
  }

  /** Returns the first offset that the backlog holds; empty if there is no backlog. */
  public OptionalLong backlogBegin() {
    return info.getLong("repl_backlog_active", 0) == 1
        ? info.number("repl_backlog_first_byte_offset")
        : OptionalLong.empty();
  }

  /** Returns the number of replicas, without those that only read the stream. */
  public long connectedReplicas() {
    return Math.max(0, info.getLong("connected_slaves", 0) - journals);
  }

  /** Returns the replicas, without those that only read the stream. */
  public List<ReplicaLine> replicas() {
    return replicas;
  }
}
