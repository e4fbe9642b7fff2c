// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How to get at this node's keys and at its peers', and how fast. */
public final class VerificationTargets {
  private final Function<CancelSignal, RedisData> local;
  private final BiFunction<Peer, CancelSignal, RedisData> remote;
  private final Function<CancelSignal, Throttle> throttle;
  private final long settleMillis;

  /**
   * @param local makes a connection to this node's Redis, whose waits end with the signal
   * @param remote makes one to a peer's
   * @param throttle makes the bounds of what is read, which end with the signal
   * @param settleMillis between two looks at what is not the same; longer than a write takes from
   *     one node to another
   */
  public VerificationTargets(
      Function<CancelSignal, RedisData> local,
      BiFunction<Peer, CancelSignal, RedisData> remote,
      Function<CancelSignal, Throttle> throttle,
      long settleMillis) {
    this.local = local;
    this.remote = remote;
    this.throttle = throttle;
    this.settleMillis = settleMillis;
  }

  RedisData here(CancelSignal cancel) {
    return local.apply(cancel);
  }

  RedisData at(Peer peer, CancelSignal cancel) {
    return remote.apply(peer, cancel);
  }

  Throttle throttle(CancelSignal cancel) {
    return throttle.apply(cancel);
  }

  long settleMillis() {
    return settleMillis;
  }
}
