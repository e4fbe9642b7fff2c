// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;

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
}
