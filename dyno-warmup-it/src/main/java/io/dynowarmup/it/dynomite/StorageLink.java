package io.dynowarmup.it.dynomite;

import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection to the node's own Redis. */
final class StorageLink extends OutboundLink {
  StorageLink(EventLoop loop, SocketChannel channel, ConnectionPool<StorageLink> pool) {
    super(loop, channel, pool, Errors.STORAGE_REFUSED);
  }

  @Override
  int consume(byte[] bytes, int limit) {
    int at = 0;
    for (int end = Resp.end(bytes, at, limit); end >= 0; end = Resp.end(bytes, at, limit)) {
      Job job = nextUnanswered();
      if (job != null) {
        job.answer(Arrays.copyOfRange(bytes, at, end));
      }
      at = end;
      if (at == limit) {
        return at;
      }
    }
    return at;
  }

  @Override
  public String toString() {
    return "storage connection " + descriptor();
  }
}
