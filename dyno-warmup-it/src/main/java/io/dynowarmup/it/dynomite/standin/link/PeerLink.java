// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.standin.wire.DnodeHeader;
import io.dynowarmup.it.dynomite.standin.wire.Errors;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection to a peer. Carries the writes of this node's clients to other racks. */
public final class PeerLink extends OutboundLink {
  private final Seed peer;

  public PeerLink(EventLoop loop, SocketChannel channel, ConnectionPool<PeerLink> pool, Seed peer) {
    super(loop, channel, pool, Errors.PEER_REFUSED);
    this.peer = peer;
  }

  @Override
  public int consume(byte[] bytes, int limit) {
    int at = 0;
    for (DnodeHeader header = DnodeHeader.read(bytes, at, limit);
        header != null;
        header = DnodeHeader.read(bytes, at, limit)) {
      int end = header.end() + header.payloadLength();
      if (header.type() == DnodeHeader.RESPONSE) {
        answer(header.id(), Arrays.copyOfRange(bytes, header.end(), end));
      }
      at = end;
    }
    return at;
  }

  /**
   * Answers the request with this id. Answers come in the order of the requests, so the peer has
   * dropped every older request that has no answer.
   */
  private void answer(long id, byte[] payload) {
    while (oldestUnanswered() != null && oldestUnanswered().request().id() < id) {
      nextUnanswered().answer(Errors.PEER_REFUSED);
    }
    if (oldestUnanswered() != null && oldestUnanswered().request().id() == id) {
      nextUnanswered().answer(payload);
    }
  }

  @Override
  public String toString() {
    return "peer connection to " + peer.host() + ":" + peer.port();
  }
}
