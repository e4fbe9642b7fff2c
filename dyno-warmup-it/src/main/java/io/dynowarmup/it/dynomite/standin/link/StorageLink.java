// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.dynomite.standin.wire.Errors;
import io.dynowarmup.it.dynomite.standin.wire.Job;
import io.dynowarmup.it.dynomite.standin.wire.Resp;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** A connection to the node's own Redis. */
public final class StorageLink extends OutboundLink {
  private final Consumer<Boolean> lost;

  /**
   * Creates a link.
   *
   * @param password sent to Redis first, or null
   * @param lost receives each end of this link, and whether Redis has ended it
   */
  public StorageLink(
      EventLoop loop,
      SocketChannel channel,
      ConnectionPool<StorageLink> pool,
      String password,
      Consumer<Boolean> lost) {
    super(loop, channel, pool, Errors.STORAGE_REFUSED);
    this.lost = lost;
    if (password != null) {
      add(new Job(null, auth(password), false, Long.MAX_VALUE));
    }
  }

  private static byte[] auth(String password) {
    String command = "*2\r\n$4\r\nAUTH\r\n$" + password.length() + "\r\n" + password + "\r\n";
    return command.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int consume(byte[] bytes, int limit) {
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
  void lost(boolean endOfStream) {
    lost.accept(endOfStream);
  }

  @Override
  public String toString() {
    return "storage connection " + descriptor();
  }
}
