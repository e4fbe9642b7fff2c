// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.net.LagProxy;

/**
 * The path from one node to another: an address of its own with the ports of the second node. The
 * first node knows the second one only by this address.
 *
 * @param host the address under which the first node knows the second one
 * @param peer the proxy between the two Dynomites
 * @param redis the proxy to the second node's Redis, for replication and all other connections
 * @param client the proxy to the client port of the second node's Dynomite
 */
public record RackLink(String host, LagProxy peer, LagProxy redis, LagProxy client)
    implements AutoCloseable {
  /** Delays all traffic of the link, in milliseconds for each direction. */
  public RackLink delay(long millis) {
    peer.delay(millis);
    redis.delay(millis);
    client.delay(millis);
    return this;
  }

  @Override
  public void close() {
    peer.close();
    redis.close();
    client.close();
  }
}
