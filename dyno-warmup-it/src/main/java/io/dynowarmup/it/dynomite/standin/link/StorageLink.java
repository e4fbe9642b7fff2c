// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.dynomite.standin.wire.Errors;
import io.dynowarmup.it.dynomite.standin.wire.Job;
import io.dynowarmup.it.dynomite.standin.wire.Resp;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection to the node's own Redis. */
public final class StorageLink extends OutboundLink {
  /**
   * Creates a link.
   *
   * @param password sent to Redis first, or null
   */
  public StorageLink(
      EventLoop loop, SocketChannel channel, ConnectionPool<StorageLink> pool, String password) {
    super(loop, channel, pool, Errors.STORAGE_REFUSED);
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
  public String toString() {
    return "storage connection " + descriptor();
  }
}
