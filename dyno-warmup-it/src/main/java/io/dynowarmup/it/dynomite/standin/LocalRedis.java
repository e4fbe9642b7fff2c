// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.standin.link.ConnectionPool;
import io.dynowarmup.it.dynomite.standin.link.StorageLink;
import io.dynowarmup.it.dynomite.standin.wire.Errors;
import io.dynowarmup.it.dynomite.standin.wire.Job;
import io.dynowarmup.it.dynomite.standin.wire.Request;
import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/** The way to the node's own Redis: what the state refuses, queues, and sends. */
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
   * Takes the request over, or says why not.
   *
   * @param descriptor the asker's
   * @return null, or the error for the asker
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
        // queued, and the socket stays as it is
        break;
      case RESUMING:
        if (read) {
          return Errors.WRONG_STATE;
        }
        link.arm();
        break;
      case NORMAL:
        // a queue that is not empty is taken to be under way already: left by WRITES_ONLY, it is
        // not
        if (link.hasNothingToSend()) {
          link.arm();
        }
        break;
      default:
        // joining: queued, until somebody arms the socket
    }
    counters.add(read ? Counter.READ_REQUESTS : Counter.WRITE_REQUESTS, 1);
    link.add(new Job(request, request.bytes(), true, Clock.nanos() + timeoutNanos));
    return null;
  }
}
