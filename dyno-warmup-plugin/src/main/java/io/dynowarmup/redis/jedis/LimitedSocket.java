// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket whose reads share one time limit. A server that sends one byte a second reaches it,
 * although each byte arrives in time.
 *
 * <p>An interrupt during a read ends the read. An interrupt that was pending before does not,
 * because a node is also put back into service on an interrupted thread.
 */
final class LimitedSocket extends Socket {
  private static final int LOOK_FOR_INTERRUPT_MILLIS = 50;
  private final Ticker ticker;
  private volatile Deadline deadline;
  private volatile boolean interruptible;

  LimitedSocket(Ticker ticker) {
    this.ticker = ticker;
    this.deadline = Deadline.after(ticker, 0);
  }

  /** Sets the limit in ms for all following reads together, until the next call. */
  void limit(int millis) {
    deadline = Deadline.after(ticker, millis);
    interruptible = !Thread.currentThread().isInterrupted();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new LimitedInput(super.getInputStream());
  }

  private final class LimitedInput extends FilterInputStream {
    LimitedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int n = read(one, 0, 1);
      return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      for (; ; ) {
        long left = deadline.leftMillis();
        if (left == 0) {
          throw new SocketTimeoutException("the limit for the whole answer has passed");
        }
        setSoTimeout((int) Math.min(left, LOOK_FOR_INTERRUPT_MILLIS));
        try {
          return in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
          if (interruptible && Thread.currentThread().isInterrupted()) {
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
          }
        }
      }
    }
  }
}
