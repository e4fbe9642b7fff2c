package io.dynowarmup.verify;

import io.dynowarmup.Peer;
import io.dynowarmup.digest.Throttle;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.time.CancelSignal;
import java.util.function.Function;
import java.util.function.Supplier;

/** How to get at this node's keys and at its peers', and how fast. */
public final class Nodes {
  private final Supplier<RedisData> local;
  private final Function<Peer, RedisData> remote;
  private final Function<CancelSignal, Throttle> throttle;
  private final long settleMillis;

  /**
   * @param local makes a connection to this node's Redis
   * @param remote makes one to a peer's
   * @param throttle makes the bounds of what is read, which end with the signal
   * @param settleMillis between two looks at what is not the same; longer than a write takes from
   *     one node to another
   */
  public Nodes(
      Supplier<RedisData> local,
      Function<Peer, RedisData> remote,
      Function<CancelSignal, Throttle> throttle,
      long settleMillis) {
    this.local = local;
    this.remote = remote;
    this.throttle = throttle;
    this.settleMillis = settleMillis;
  }

  RedisData here() {
    return local.get();
  }

  RedisData at(Peer peer) {
    return remote.apply(peer);
  }

  Throttle throttle(CancelSignal cancel) {
    return throttle.apply(cancel);
  }

  long settleMillis() {
    return settleMillis;
  }
}
