// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import java.util.Optional;

/** Connects to this node and its peers, and limits reading from them. */
public interface VerificationTargets {
  /** Opens a connection to this node's Redis; its waits end with the signal. */
  RedisData here(CancelSignal cancel);

  /** Opens a connection to a peer's Redis; its waits end with the signal. */
  RedisData at(Peer peer, CancelSignal cancel);

  /** Creates the limits for reading from one peer; its waits end with the signal. */
  Throttle throttle(CancelSignal cancel);

  /**
   * Returns the time between two probes of a key that differs, in milliseconds; longer than a write
   * takes from one node to another.
   */
  long settleMillis();

  /**
   * Checks whether the peer still gets the cluster's writes. Called before a key of this node is
   * removed or overwritten.
   *
   * @throws io.dynowarmup.api.WarmupException SOURCE_FAILED if its Dynomite does not serve
   */
  default void checkServes(Peer peer) {}

  /**
   * Returns why a peer that is the only other copy may not remove keys here: it lacks too many;
   * empty if it may.
   */
  default Optional<String> whyNoRemoval(Peer peer) {
    return Optional.empty();
  }
}
