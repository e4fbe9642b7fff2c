// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import io.dynowarmup.it.time.Clock;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Queue;

/** A pipelined connection. The pacer writes to it, and a separate thread reads from it. */
final class Lane {
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final long RETRY_NANOS = 100_000_000;
  private static final int BUFFER = 64 * 1024;

  private final InetSocketAddress address;
  private final Ledger ledger;
  private final Queue<Long> outstanding = new ArrayDeque<>();
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private Socket socket;
  private long lastTryNanos;
  private boolean closed;

  Lane(InetSocketAddress address, Ledger ledger) {
    this.address = address;
    this.ledger = ledger;
  }

  synchronized int outstanding() {
    return outstanding.size();
  }

  /** Queues a write for the next flush. Without a connection, the write is refused at once. */
  void add(long number, byte[] command) {
    ledger.sent(number);
    if (!connect()) {
      ledger.refused(number, "not connected");
      return;
    }
    synchronized (this) {
      outstanding.add(number);
    }
    batch.writeBytes(command);
  }

  /** Sends the queued writes. May block if the other side does not read. */
  void flush() {
    if (batch.size() == 0) {
      return;
    }
    Socket current = current();
    try {
      if (current != null) {
        batch.writeTo(current.getOutputStream());
      }
    } catch (IOException e) {
      lost(current);
    }
    batch.reset();
  }

  private synchronized Socket current() {
    return socket;
  }

  private synchronized boolean connect() {
    if (socket != null || closed) {
      return !closed;
    }
    long now = Clock.nanos();
    if (lastTryNanos != 0 && now - lastTryNanos < RETRY_NANOS) {
      return false;
    }
    lastTryNanos = now;
    Socket opened = new Socket();
    try {
      opened.setTcpNoDelay(true);
      opened.connect(address, CONNECT_TIMEOUT_MILLIS);
    } catch (IOException e) {
      return false;
    }
    batch.reset();
    socket = opened;
    Thread reader = new Thread(() -> read(opened), "load reader " + address);
    reader.setDaemon(true);
    reader.start();
    return true;
  }

  private void read(Socket from) {
    try {
      InputStream in = new BufferedInputStream(from.getInputStream(), BUFFER);
      while (true) {
        String line = line(in);
        Long number = next(from);
        if (number == null) {
          return;
        }
        if (line.startsWith("-")) {
          ledger.refused(number, line.substring(1));
        } else {
          ledger.acked(number);
        }
      }
    } catch (IOException e) {
      lost(from);
    }
  }

  private synchronized Long next(Socket from) {
    return from == socket ? outstanding.poll() : null;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) (c & 0xff));
      }
    }
    return line.toString();
  }

  private synchronized void lost(Socket which) {
    if (which != socket) {
      return;
    }
    outstanding.forEach(ledger::unanswered);
    outstanding.clear();
    closeQuietly(socket);
    socket = null;
  }

  synchronized void close() {
    closed = true;
    if (socket != null) {
      lost(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
