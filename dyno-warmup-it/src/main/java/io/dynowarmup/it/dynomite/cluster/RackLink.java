// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.net.LagProxy;

/**
 * The way from one node to another, as the first one knows it: an address of its own, with the
 * second one's ports.
 *
 * @param host what the first node knows the second one by
 * @param peer from Dynomite to Dynomite
 * @param redis to the second one's Redis: the replication stream, and every other connection
 * @param client to the second one's Dynomite as a client
 */
public record RackLink(String host, LagProxy peer, LagProxy redis, LagProxy client)
    implements AutoCloseable {
  /** Milliseconds one way, for all of it. */
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
