// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.ReplicationStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The part of a stream that is in a file, and then the rest from the source. */
final class HeldThenLive implements ReplicationStream {
  private final FileChannel file;
  private final long length;
  private final ReplicationStream live;
  private long position;

  /**
   * @param length number of bytes in the file that belong to the stream
   */
  HeldThenLive(FileChannel file, long length, ReplicationStream live) {
    this.file = file;
    this.length = length;
    this.live = live;
  }

  @Override
  public String replid() {
    return live.replid();
  }

  @Override
  public int read(byte[] buffer) {
    if (position == length) {
      return live.read(buffer);
    }
    int most = (int) Math.min(buffer.length, length - position);
    try {
      int bytes = file.read(ByteBuffer.wrap(buffer, 0, most), position);
      if (bytes <= 0) {
        throw new IOException("it ends at byte " + position + " of " + length);
      }
      position += bytes;
      return bytes;
    } catch (IOException e) {
      throw new WarmupException(
          Reason.SYNC_BROKEN, "the stream that was held cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void acknowledge(long offset) {
    live.acknowledge(offset);
  }

  @Override
  public void close() {
    live.close();
    try {
      file.close();
    } catch (IOException e) {
      // nothing is written any more
    }
  }
}
