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
 * What a probe of one peer's Redis found: its INFO, or why there is none. Immutable. A number that
 * the server does not tell is -1.
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
   * @param infoMillis how long the peer took to answer INFO
   */
  public static PeerFacts of(Peer peer, RedisInfo info, long infoMillis) {
    return new PeerFacts(peer, null, info, infoMillis, false, Evidence.NONE, ServerFacts.of(info));
  }

  /** A peer that did not answer, or not with its facts. */
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

  /** The same of a peer that has this node among its replicas, from an earlier sync. */
  PeerFacts withOurReplica() {
    return new PeerFacts(peer, error, info, infoMillis, true, evidence, server);
  }

  public PeerFacts with(Evidence more) {
    return new PeerFacts(peer, error, info, infoMillis, hasOurReplica, more, server);
  }

  /** What was found out beside its INFO. */
  public Evidence evidence() {
    return evidence;
  }

  /** The same with what it told beside INFO. */
  public PeerFacts withServer(ServerFacts told) {
    return new PeerFacts(peer, error, info, infoMillis, hasOurReplica, evidence, told);
  }

  /** What decides whether the local Redis can take what it sends. */
  public ServerFacts server() {
    return server;
  }

  public Peer peer() {
    return peer;
  }

  /** Why there are no facts; empty when there are. */
  public Optional<WarmupException> error() {
    return Optional.ofNullable(error);
  }

  /** Why it does not say what it holds: it failed, or is loading; empty when it does say it. */
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

  /** master, slave, or the empty string when it is not told. */
  public String role() {
    return replication.role();
  }

  /** Of a replica: host:port of its master. */
  public String masterAddress() {
    return replication.masterHost() + ":" + replication.masterPort();
  }

  public boolean loading() {
    return info.loading();
  }

  /** Seconds until its data set is loaded, as it guesses. */
  public long loadingEtaSeconds() {
    return info.getLong("loading_eta_seconds", -1);
  }

  public long uptimeSeconds() {
    return info.getLong("uptime_in_seconds", -1);
  }

  /** Keys of all its databases. */
  public long keys() {
    return info.keys();
  }

  /** Bytes. */
  public long usedMemory() {
    return info.getLong("used_memory", -1);
  }

  /** The part of {@link #usedMemory} that maxmemory does not count: replica and AOF buffers. */
  public long memoryNotCounted() {
    return Math.max(0, info.getLong("mem_not_counted_for_evict", 0));
  }

  /** What the machine gives to its Redis, in percent of all it has; -1 unknown. */
  public int memoryPercent() {
    return MemoryUse.of(info).percent();
  }

  /** Bytes; 0 is no limit. */
  public long maxMemory() {
    return info.getLong("maxmemory", -1);
  }

  /** Bytes. */
  public long totalSystemMemory() {
    return info.getLong("total_system_memory", -1);
  }

  /** Those of others: what is left of a sync of this node does not count against it. */
  public long connectedReplicas() {
    return Math.max(0, replication.connectedReplicas() - (hasOurReplica ? 1 : 0));
  }

  /** False only when it says that its last BGSAVE failed. */
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

  public String redisVersion() {
    return info.get("redis_version").orElse("");
  }

  /** How long it took to answer INFO. */
  public long infoMillis() {
    return infoMillis;
  }

  /** Everything that it said; empty when it did not answer. */
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
