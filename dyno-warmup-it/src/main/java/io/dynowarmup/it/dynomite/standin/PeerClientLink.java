// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.standin.link.EventLoop;
import io.dynowarmup.it.dynomite.standin.link.InboundLink;
import io.dynowarmup.it.dynomite.standin.wire.DnodeHeader;
import io.dynowarmup.it.dynomite.standin.wire.Request;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * A connection from a peer. Executes the peer's requests on this node, whichever node owns their
 * keys.
 */
final class PeerClientLink extends InboundLink {
  private final LocalRedis redis;
  private final Router router;
  private final Counters counters;
  private final Runnable onGossip;
  private final Queue<Long> ids = new ArrayDeque<>();

  PeerClientLink(
      EventLoop loop,
      SocketChannel channel,
      LocalRedis redis,
      Router router,
      Counters counters,
      Runnable onGossip) {
    super(loop, channel);
    this.redis = redis;
    this.router = router;
    this.counters = counters;
    this.onGossip = onGossip;
    counters.add(Counter.DNODE_CLIENT_CONNECTIONS, 1);
  }

  @Override
  public int consume(byte[] bytes, int limit) {
    int at = 0;
    for (DnodeHeader header = DnodeHeader.read(bytes, at, limit);
        header != null;
        header = DnodeHeader.read(bytes, at, limit)) {
      int end = header.end() + header.payloadLength();
      if (header.type() == DnodeHeader.REQUEST
          || header.type() == DnodeHeader.REQUEST_FOR_ALL_RACKS) {
        accept(header, Arrays.copyOfRange(bytes, header.end(), end));
      } else if (header.type() == DnodeHeader.GOSSIP) {
        onGossip.run();
      }
      at = end;
    }
    return at;
  }

  private void accept(DnodeHeader header, byte[] bytes) {
    Request request = Request.parse(bytes, this, router.nextId());
    if (request == null) {
      close("a peer sent what Dynomite does not know");
      return;
    }
    owe(request);
    ids.add(header.id());
    if (header.type() == DnodeHeader.REQUEST_FOR_ALL_RACKS) {
      router.routeInOwnDc(request, descriptor());
      return;
    }
    byte[] refusal = redis.forward(request, descriptor());
    if (refusal != null) {
      request.answer(refusal);
    }
  }

  @Override
  public byte[] wire(Request answered) {
    return DnodeHeader.wrap(ids.remove(), DnodeHeader.RESPONSE, answered.answer());
  }

  @Override
  public void closed(String why) {
    counters.add(Counter.DNODE_CLIENT_CONNECTIONS, -1);
    counters.add(Counter.DNODE_CLIENT_EOF, 1);
  }

  @Override
  public String toString() {
    return "peer's connection " + descriptor();
  }
}
