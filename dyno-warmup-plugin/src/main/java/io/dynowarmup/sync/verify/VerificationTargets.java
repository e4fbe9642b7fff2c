// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Provides the connections to this node and its peers, and the limits for reading from them. */
public final class VerificationTargets {
  private final Function<CancelSignal, RedisData> local;
  private final BiFunction<Peer, CancelSignal, RedisData> remote;
  private final Function<CancelSignal, Throttle> throttle;
  private final long settleMillis;

  /**
   * Creates the targets.
   *
   * @param local opens a connection to this node's Redis; its waits end with the signal
   * @param remote opens a connection to a peer's Redis; its waits end with the signal
   * @param throttle creates the limits for reading; its waits end with the signal
   * @param settleMillis time between two probes of a key that differs; longer than a write takes
   *     from one node to another
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
