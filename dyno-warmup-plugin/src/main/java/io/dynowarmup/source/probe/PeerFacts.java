// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.MemoryUse;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of probing one peer's Redis: its INFO, or the error. Immutable. A number that the
 * server does not report is -1.
 */
public final class PeerFacts {
  private final Peer peer;
  private final WarmupException error;
  private final RedisInfo info;
  private final ReplicationInfo replication;
  private final long infoMillis;
  private final boolean hasOurReplica;
  private final Evidence evidence;
  private final ServerFacts server;

  private PeerFacts(
      Peer peer,
      WarmupException error,
      RedisInfo info,
      long infoMillis,
      boolean hasOurReplica,
      Evidence evidence,
      ServerFacts server) {
    this.peer = Objects.requireNonNull(peer);
    this.error = error;
    this.info = info;
    this.replication = info.replication();
    this.infoMillis = infoMillis;
    this.hasOurReplica = hasOurReplica;
    this.evidence = evidence;
    this.server = server;
  }

  /**
   * Creates the facts of a peer that answered.
   *
   * @param infoMillis time until the peer answered INFO, in ms
   */
  public static PeerFacts of(Peer peer, RedisInfo info, long infoMillis) {
    return new PeerFacts(peer, null, info, infoMillis, false, Evidence.NONE, ServerFacts.of(info));
  }

  /** Creates the facts of a peer that did not answer, or returned an error. */
  public static PeerFacts failed(Peer peer, WarmupException error) {
    RedisInfo nothing = RedisInfo.parse("");
    return new PeerFacts(
        peer,
        Objects.requireNonNull(error),
        nothing,
        -1,
        false,
        Evidence.NONE,
        ServerFacts.of(nothing));
  }

  /**
   * Returns these facts for a peer that lists this node among its replicas, from an earlier sync.
   */
  PeerFacts withOurReplica() {
    return new PeerFacts(peer, error, info, infoMillis, true, evidence, server);
  }

  public PeerFacts with(Evidence more) {
    return new PeerFacts(peer, error, info, infoMillis, hasOurReplica, more, server);
  }

  /** Returns what was found out in addition to INFO. */
  public Evidence evidence() {
    return evidence;
  }

  /** Returns these facts with the answers to further questions. */
  public PeerFacts withServer(ServerFacts told) {
    return new PeerFacts(peer, error, info, infoMillis, hasOurReplica, evidence, told);
  }

  /** Returns the facts that decide whether the local Redis can load its data. */
  public ServerFacts server() {
    return server;
  }

  public Peer peer() {
    return peer;
  }

  /** Returns the error; empty if there are facts. */
  public Optional<WarmupException> error() {
    return Optional.ofNullable(error);
  }

  /**
   * Returns why the peer does not report its contents: it failed or is loading. Empty if it reports
   * them.
   */
  public Optional<WarmupException> silence() {
    return loading()
        ? Optional.of(
            new WarmupException(
                WarmupException.Reason.LOADING, peer.redis() + " is loading its data set"))
        : error();
  }

  public boolean answered() {
    return error == null;
  }

  public boolean isMaster() {
    return replication.isMaster();
  }

  public boolean isReplica() {
    return replication.isReplica();
  }

  /** Returns master, slave, or the empty string if unknown. */
  public String role() {
    return replication.role();
  }

  /** Returns host:port of a replica's master. */
  public String masterAddress() {
    return replication.masterHost() + ":" + replication.masterPort();
  }

  public boolean loading() {
    return info.loading();
  }

  /** Returns the estimated seconds until its data set is loaded. */
  public long loadingEtaSeconds() {
    return info.getLong("loading_eta_seconds", -1);
  }

  public long uptimeSeconds() {
    return info.getLong("uptime_in_seconds", -1);
  }

  /** Returns the number of keys in all databases. */
  public long keys() {
    return info.keys();
  }

  /** Returns bytes. */
  public long usedMemory() {
    return info.getLong("used_memory", -1);
  }

  /**
   * Returns the part of {@link #usedMemory} in bytes that maxmemory does not include: replica and
   * AOF buffers.
   */
  public long memoryNotCounted() {
    return Math.max(0, info.getLong("mem_not_counted_for_evict", 0));
  }

  /** Returns the percentage of its machine's memory that the Redis uses; -1 if unknown. */
  public int memoryPercent() {
    return MemoryUse.of(info).percent();
  }

  /** Returns bytes; 0 for no limit. */
  public long maxMemory() {
    return info.getLong("maxmemory", -1);
  }

  /** Returns bytes. */
  public long totalSystemMemory() {
    return info.getLong("total_system_memory", -1);
  }

  /**
   * Returns the number of other replicas. A replica that is left of a sync of this node is not
   * counted.
   */
  public long connectedReplicas() {
    return Math.max(0, replication.connectedReplicas() - (hasOurReplica ? 1 : 0));
  }

  /** Returns false only if it reports that its last BGSAVE failed. */
  public boolean lastBgsaveOk() {
    return !"err".equals(info.get("rdb_last_bgsave_status").orElse("ok"));
  }

  public long latestForkMicros() {
    return info.getLong("latest_fork_usec", -1);
  }

  public String runId() {
    return info.get("run_id").orElse("");
  }

  public String replid() {
    return replication.replid();
  }

  /** Returns the time until it answered INFO, in ms. */
  public long infoMillis() {
    return infoMillis;
  }

  /** Returns its whole INFO; empty if it did not answer. */
  public RedisInfo info() {
    return info;
  }

  @Override
  public String toString() {
    return answered()
        ? peer + " " + role() + ", " + keys() + " keys, up " + uptimeSeconds() + " s"
        : peer + " " + error.reason();
  }
}
