package io.dynowarmup.source;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.redis.OurLine;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicationInfo;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** The probe of one peer, on a thread of its own. */
final class Probe implements Callable<PeerFacts> {
  private final Peer peer;
  private final RedisConnector connector;
  private final RedisAccess access;
  private final Ticker ticker;
  private final Optional<OurLine> ourLine;
  private final AtomicReference<RedisNode> open = new AtomicReference<>();
  private volatile boolean abandoned;

  Probe(
      Peer peer,
      RedisConnector connector,
      RedisAccess access,
      Ticker ticker,
      Optional<OurLine> ourLine) {
    this.ourLine = ourLine;
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
      long start = ticker.nanos();
      RedisInfo info = node.info();
      PeerFacts facts = PeerFacts.of(peer, info, (ticker.nanos() - start) / 1_000_000);
      return hasOurReplica(node, info.replication()) ? facts.withOurReplica() : facts;
    } catch (WarmupException e) {
      return PeerFacts.failed(peer, e);
    } finally {
      open.set(null);
    }
  }

  /** Costs one more question only where a replica has our port. */
  private boolean hasOurReplica(RedisNode node, ReplicationInfo replication) {
    return ourLine.isPresent()
        && ourLine.get().mayBeIn(replication)
        && ourLine.get().seenBy(node).in(replication).isPresent();
  }

  private WarmupException tooLate() {
    return new WarmupException(Reason.TIME_OUT, peer.redis() + " answered too late");
  }

  /** A server that loads refuses PING, but answers INFO. */
  private static void ping(RedisNode node) {
    try {
      node.ping();
    } catch (WarmupException e) {
      if (e.reason() != Reason.LOADING) {
        throw e;
      }
    }
  }

  /** Closes the connection under a probe that still waits for an answer, so that it ends. */
  void abandon() {
    abandoned = true;
    RedisNode node = open.getAndSet(null);
    if (node != null) {
      node.close();
    }
  }
}
