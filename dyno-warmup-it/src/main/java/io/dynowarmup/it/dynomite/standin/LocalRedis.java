// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.standin.link.ConnectionPool;
import io.dynowarmup.it.dynomite.standin.link.StorageLink;
import io.dynowarmup.it.dynomite.standin.wire.Errors;
import io.dynowarmup.it.dynomite.standin.wire.Job;
import io.dynowarmup.it.dynomite.standin.wire.Request;
import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Forwards requests to the node's own Redis. The state decides whether a request is refused, queued
 * or sent.
 */
final class LocalRedis {
  private final ConnectionPool<StorageLink> connections;
  private final StateHolder state;
  private final Counters counters;
  private final long timeoutNanos;

  LocalRedis(
      ConnectionPool<StorageLink> connections,
      StateHolder state,
      Counters counters,
      int timeoutMillis) {
    this.connections = connections;
    this.state = state;
    this.counters = counters;
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  /**
   * Accepts the request, or returns the reason for the refusal.
   *
   * @param descriptor descriptor of the client's connection
   * @return null if the request is accepted, otherwise the error for the client
   */
  byte[] forward(Request request, int descriptor) {
    StorageLink link = connections.get(descriptor);
    if (link == null) {
      return Errors.STORAGE_REFUSED;
    }
    boolean read = request.command().read();
    switch (state.get()) {
      case STANDBY:
        return Errors.WRONG_STATE;
      case WRITES_ONLY:
        if (read) {
          return Errors.WRONG_STATE;
        }
        // Queues the request without arming the socket.
        break;
      case RESUMING:
        if (read) {
          return Errors.WRONG_STATE;
        }
        link.arm();
        break;
      case NORMAL:
        // Dynomite assumes that a queue with entries is already being sent. That is wrong for a
        // queue that WRITES_ONLY has left behind.
        if (link.hasNothingToSend()) {
          link.arm();
        }
        break;
      default:
        // JOINING: queues the request until another request arms the socket.
    }
    counters.add(read ? Counter.READ_REQUESTS : Counter.WRITE_REQUESTS, 1);
    link.add(new Job(request, request.bytes(), true, Clock.nanos() + timeoutNanos));
    return null;
  }
}
