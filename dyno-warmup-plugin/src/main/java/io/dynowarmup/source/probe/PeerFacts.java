// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.MemoryUse;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** The result of probing one peer's Redis: its INFO, or the error. */
@Value.Immutable(copy = true)
public abstract class PeerFacts {
  PeerFacts() {}

  /** Creates the facts of a peer that answered. */
  public static PeerFacts of(Peer peer, RedisInfo info) {
    return facts(peer, Optional.empty(), info);
  }

  /** Creates the facts of a peer that did not answer, or returned an error. */
  public static PeerFacts failed(Peer peer, WarmupException error) {
    return facts(peer, Optional.of(error), RedisInfo.parse(""));
  }

  private static PeerFacts facts(Peer peer, Optional<WarmupException> error, RedisInfo info) {
    return ImmutablePeerFacts.of(peer, error, info, false, Evidence.NONE, ServerFacts.of(info));
  }

  public abstract Peer peer();

  /** Returns the error; empty if there are facts. */
  public abstract Optional<WarmupException> error();

  /** Returns its whole INFO; empty if it did not answer. */
  public abstract RedisInfo info();

  /** Returns whether it lists this node among its replicas, from an earlier sync. */
  abstract boolean hasOurReplica();

  abstract PeerFacts withHasOurReplica(boolean has);

  /** Returns what was found out in addition to INFO. */
  public abstract Evidence evidence();

  public abstract PeerFacts withEvidence(Evidence more);

  /** Returns the facts that decide whether the local Redis can load its data. */
  public abstract ServerFacts server();

  public abstract PeerFacts withServer(ServerFacts facts);

  @Value.Lazy
  ReplicationInfo replication() {
    return info().replication();
  }

  /**
   * Returns why the peer does not report its contents: it failed or is loading. Empty if it reports
   * them.
   */
  public Optional<WarmupException> silence() {
    return loading()
        ? Optional.of(
            new WarmupException(
                WarmupException.Reason.LOADING, peer().redis() + " is loading its data set"))
        : error();
  }

  public boolean answered() {
    return !error().isPresent();
  }

  /** Returns whether nothing runs at the peer's address, so that no answer can be waited for. */
  public boolean isAbsent() {
    return silence().filter(e -> e.reason().isAbsent()).isPresent();
  }

  /** Returns whether the peer answered and has no keys. */
  public boolean isEmpty() {
    return answered() && keys() == 0;
  }

  public boolean isMaster() {
    return replication().isMaster();
  }

  public boolean isReplica() {
    return replication().isReplica();
  }

  /** Returns master, slave, or the empty string if unknown. */
  public String role() {
    return replication().role();
  }

  /** Returns host:port of a replica's master. */
  public String masterAddress() {
    return replication().master();
  }

  public boolean loading() {
    return info().loading();
  }

  /** Returns the estimated seconds until its data set is loaded; 0 without an estimate. */
  public long loadingEtaSeconds() {
    return info().getLong("loading_eta_seconds", 0);
  }

  public OptionalLong uptimeSeconds() {
    return info().number("uptime_in_seconds");
  }

  /** Returns the uptime as a text that follows "up". */
  public String uptime() {
    OptionalLong seconds = uptimeSeconds();
    return seconds.isPresent() ? seconds.getAsLong() + " s" : "for an unknown time";
  }

  /** Returns the number of keys in all databases. */
  public long keys() {
    return info().keys();
  }

  /** Returns bytes. */
  public OptionalLong usedMemory() {
    return info().number("used_memory");
  }

  /**
   * Returns the part of {@link #usedMemory} in bytes that maxmemory does not include: replica and
   * AOF buffers.
   */
  public long memoryNotCounted() {
    return Math.max(0, info().getLong("mem_not_counted_for_evict", 0));
  }

  /** Returns the percentage of its machine's memory that the Redis uses. */
  public OptionalInt memoryPercent() {
    return MemoryUse.of(info()).percent();
  }

  /** Returns bytes; 0 for no limit. */
  public long maxMemory() {
    return info().getLong("maxmemory", 0);
  }

  /** Returns bytes. */
  public OptionalLong totalSystemMemory() {
    return info().number("total_system_memory");
  }

  /**
   * Returns the number of other replicas. A replica entry that an earlier sync of this node left is
   * not counted.
   */
  public long connectedReplicas() {
    return Math.max(0, replication().connectedReplicas() - (hasOurReplica() ? 1 : 0));
  }

  /** Returns false only if it reports that its last BGSAVE failed. */
  public boolean lastBgsaveOk() {
    return !"err".equals(info().get("rdb_last_bgsave_status").orElse("ok"));
  }

  /** Returns how long its last fork took; 0 if it has made none. */
  public long latestForkMicros() {
    return info().getLong("latest_fork_usec", 0);
  }

  public String runId() {
    return info().runId();
  }

  @Override
  public String toString() {
    return answered()
        ? peer() + " " + role() + ", " + Units.keys(keys()) + ", up " + uptime()
        : peer() + " " + error().get().reason();
  }
}
