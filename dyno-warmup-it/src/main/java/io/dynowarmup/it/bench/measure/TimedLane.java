// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.measure;

import io.dynowarmup.it.time.Clock;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pipelined connection to a Redis that reports the time of each answer. */
final class TimedLane implements AutoCloseable {
  /** Called on the connection's own thread. */
  interface Answers {
    void answered(long sentNanos, long answeredNanos);
  }

  private final Socket socket = new Socket();
  private final OutputStream out;
  private final Queue<Long> outstanding = new ConcurrentLinkedQueue<>();
  private final Answers answers;
  private volatile boolean closed;
  private volatile IOException failure;

  TimedLane(InetSocketAddress redis, Answers answers) {
    this.answers = answers;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(redis, 2_000);
      out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      Thread reader = new Thread(() -> read(in), "timed lane " + socket.getLocalPort());
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(byte[] command) {
    outstanding.add(Clock.nanos());
    try {
      out.write(command);
    } catch (IOException e) {
      throw new UncheckedIOException(failure == null ? e : failure);
    }
  }

  private void read(InputStream in) {
    try {
      while (true) {
        answer(in);
        answers.answered(outstanding.remove(), Clock.nanos());
      }
    } catch (IOException e) {
      if (!closed) {
        failure = e;
      }
    }
  }

  /** Reads one answer to SET or GET. */
  private static void answer(InputStream in) throws IOException {
    int type = in.read();
    long length = 0;
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the source has hung up");
      }
      if (type == '$' && Character.isDigit(c)) {
        length = length * 10 + c - '0';
      }
    }
    if (type == '-') {
      throw new IOException("the source has refused a command of the load");
    }
    // Every key exists, so no bulk string is null.
    in.skipNBytes(type == '$' ? length + 2 : 0);
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
