// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.standin.link.EventLoop;
import io.dynowarmup.it.dynomite.standin.link.InboundLink;
import io.dynowarmup.it.dynomite.standin.wire.Request;
import io.dynowarmup.it.dynomite.standin.wire.Resp;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The connection of a client. A command that Dynomite does not know closes it. */
final class ClientLink extends InboundLink {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Router router;
  private final Counters counters;

  ClientLink(EventLoop loop, SocketChannel channel, Router router, Counters counters) {
    super(loop, channel);
    this.router = router;
    this.counters = counters;
    counters.add(Counter.CLIENT_CONNECTIONS, 1);
  }

  @Override
  public int consume(byte[] bytes, int limit) {
    int at = 0;
    while (at < limit) {
      boolean inlinePing = bytes[at] == 'P' || bytes[at] == 'p';
      int end = inlinePing ? Resp.lineEnd(bytes, at, limit) : Resp.requestEnd(bytes, at, limit);
      if (end == Resp.INCOMPLETE) {
        return at;
      }
      if (end == Resp.MALFORMED
          || !accept(inlinePing ? PING : Arrays.copyOfRange(bytes, at, end))) {
        close("protocol error or unsupported command");
        return at;
      }
      at = end;
    }
    return at;
  }

  private boolean accept(byte[] bytes) {
    Request request = Request.parse(bytes, this, router.nextId());
    if (request == null) {
      return false;
    }
    owe(request);
    if (request.command().isQuit()) {
      request.answer(OK);
      ended();
      return true;
    }
    counters.add(
        request.command().read() ? Counter.CLIENT_READ_REQUESTS : Counter.CLIENT_WRITE_REQUESTS, 1);
    router.route(request, descriptor(), this::part);
    return true;
  }

  private Request part(byte[] bytes, Request.Asker asker) {
    return Request.parse(bytes, asker, router.nextId());
  }

  @Override
  public byte[] wire(Request answered) {
    return answered.answer();
  }

  @Override
  public void closed(String why) {
    counters.add(Counter.CLIENT_CONNECTIONS, -1);
    counters.add(Counter.CLIENT_EOF, 1);
  }

  @Override
  public String toString() {
    return "client " + descriptor();
  }
}
