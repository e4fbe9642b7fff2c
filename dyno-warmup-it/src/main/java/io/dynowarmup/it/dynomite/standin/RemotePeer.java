// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.standin.link.ConnectionPool;
import io.dynowarmup.it.dynomite.standin.link.PeerLink;
import io.dynowarmup.it.dynomite.standin.wire.DnodeHeader;
import io.dynowarmup.it.dynomite.standin.wire.Errors;
import io.dynowarmup.it.dynomite.standin.wire.Job;
import io.dynowarmup.it.dynomite.standin.wire.Request;
import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * A node of the cluster as seen from this node.
 *
 * @param seed the node's address and tokens; null for this node itself
 * @param connections the connections to the node; null for this node itself
 */
record RemotePeer(
    Seed seed, ConnectionPool<PeerLink> connections, boolean sameDc, long timeoutNanos) {
  // The extra time that Dynomite allows for a peer of the same data center, of another data center,
  // and for a write.
  private static final long GRACE_MILLIS = 200;
  private static final long GRACE_OF_REMOTE_MILLIS = 5_000;
  private static final long GRACE_OF_WRITES_MILLIS = 20_000;

  static RemotePeer self() {
    return new RemotePeer(null, null, true, 0);
  }

  static RemotePeer of(
      Seed seed, ConnectionPool<PeerLink> connections, boolean sameDc, int timeoutMillis) {
    long grace = sameDc ? GRACE_MILLIS : GRACE_OF_REMOTE_MILLIS;
    long timeout = TimeUnit.MILLISECONDS.toNanos(timeoutMillis + grace);
    return new RemotePeer(seed, connections, sameDc, timeout);
  }

  boolean isSelf() {
    return seed == null;
  }

  /** Sends the request. Returns null, or the error for the client. */
  byte[] forward(Request request, int descriptor, boolean answerWanted) {
    PeerLink link = connections.get(descriptor);
    if (link == null) {
      return Errors.PEER_NOT_CONNECTED;
    }
    long grace =
        request.command().read() ? 0 : TimeUnit.MILLISECONDS.toNanos(GRACE_OF_WRITES_MILLIS);
    int type = sameDc ? DnodeHeader.REQUEST : DnodeHeader.REQUEST_FOR_ALL_RACKS;
    byte[] wire = DnodeHeader.wrap(request.id(), type, request.bytes());
    link.add(new Job(request, wire, answerWanted, Clock.nanos() + timeoutNanos + grace));
    link.arm();
    return null;
  }
}
