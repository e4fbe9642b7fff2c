// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.fitness.ServerProbe;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicaIdentity;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** The probe of one peer, on a thread of its own. */
final class Probe implements Callable<PeerFacts> {
  /**
   * Number of keys in a sample. Together with the keys that the comparison at the end reads, it is
   * far below 1,000.
   */
  static final int SAMPLED_KEYS = 300;

  private final Peer peer;
  private final RedisConnector connector;
  private final RedisAccess access;
  private final Ticker ticker;
  private final Optional<ReplicaIdentity> ourLine;
  private final long machineMemory;
  private final AtomicReference<RedisNode> open = new AtomicReference<>();
  private volatile boolean abandoned;
  private volatile PeerFacts soFar;

  Probe(
      Peer peer,
      RedisConnector connector,
      RedisAccess access,
      Ticker ticker,
      Optional<ReplicaIdentity> ourLine,
      long machineMemory) {
    this.ourLine = ourLine;
    this.machineMemory = machineMemory;
    this.peer = peer;
    this.connector = connector;
    this.access = access;
    this.ticker = ticker;
  }

  @Override
  public PeerFacts call() {
    try (RedisNode node = connector.connect(peer.redis(), access)) {
      open.set(node);
      ping(node);
      if (abandoned) {
        return PeerFacts.failed(peer, tooLate());
      }
      RedisInfo info = node.info().withMachineMemory(machineMemory);
      PeerFacts facts = PeerFacts.of(peer, DiskLoad.asked(node, info));
      soFar = facts;
      facts = facts.withHasOurReplica(hasOurReplica(node, info.replication()));
      facts = facts.withServer(server(node, info));
      soFar = facts;
      return facts.isMaster() && !facts.loading() ? facts.withEvidence(sampled(node)) : facts;
    } catch (WarmupException e) {
      return PeerFacts.failed(peer, e);
    } finally {
      open.set(null);
    }
  }

  /** Samples keys and reads the clock. What the peer does not return or not permit is unknown. */
  private Evidence sampled(RedisNode node) {
    Optional<ClockReading> clock = Optional.empty();
    try {
      clock = ClockReading.of(node, ticker);
      return new Evidence.Builder()
          .clock(clock)
          .sample(KeySample.of(node.randomKeys(SAMPLED_KEYS)))
          .build();
    } catch (WarmupException e) {
      return new Evidence.Builder().clock(clock).build();
    }
  }

  Peer peer() {
    return peer;
  }

  /** Returns what is known of a probe that has not finished. */
  Optional<PeerFacts> soFar() {
    return Optional.ofNullable(soFar);
  }

  /** Asks for the facts that INFO does not contain. What the peer does not return is unknown. */
  private ServerFacts server(RedisNode node, RedisInfo info) {
    try {
      return new ServerProbe(node, info, access.username()).source();
    } catch (WarmupException e) {
      return ServerFacts.of(info);
    }
  }

  /** Sends one more command, but only if a replica has this node's port. */
  private boolean hasOurReplica(RedisNode node, ReplicationInfo replication) {
    return ourLine.isPresent()
        && ourLine.get().mayBeIn(replication)
        && ourLine.get().seenBy(node).in(replication).isPresent();
  }

  private WarmupException tooLate() {
    return new WarmupException(Reason.TIME_OUT, peer.redis() + " answered too late");
  }

  /** Sends PING. A server that is loading or refuses writes may refuse it, but answers INFO. */
  private static void ping(RedisNode node) {
    try {
      node.ping();
    } catch (WarmupException e) {
      if (!e.reason().leavesInfo()) {
        throw e;
      }
    }
  }

  /** Closes the connection of a probe that still waits for an answer, which ends the probe. */
  void abandon() {
    abandoned = true;
    RedisNode node = open.getAndSet(null);
    if (node != null) {
      node.close();
    }
  }
}
