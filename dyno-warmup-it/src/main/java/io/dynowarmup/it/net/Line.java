// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * One direction of one connection. A reader takes bytes as they arrive, and a writer sends each of
 * them when it is due. So a delay does not reduce the throughput.
 */
final class Line {
  private static final int CHUNK = 128 * 1024;
  // Large enough that only the line's bandwidth slows the sender down, not its delay.
  private static final long MOST_UNDER_WAY = 256L * 1024 * 1024;

  private final Socket from;
  private final Socket to;
  private final LineSettings settings;
  private final Runnable onEnd;
  private final Runnable onBroken;
  private final List<Thread> threads = new ArrayList<>();
  private final Deque<Chunk> underWay = new ArrayDeque<>();
  private long bytesUnderWay;

  private record Chunk(byte[] bytes, long arrivedNanos) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  Line(Socket from, Socket to, LineSettings settings, Runnable onEnd, Runnable onBroken) {
    this.from = from;
    this.to = to;
    this.settings = settings;
    this.onEnd = onEnd;
    this.onBroken = onBroken;
  }

  void start(String name) {
    daemon(this::read, name + " in");
    daemon(this::write, name + " out");
  }

  /** Ends both threads, wherever they wait. The caller closes the sockets. */
  synchronized void abort() {
    threads.forEach(Thread::interrupt);
  }

  private synchronized void daemon(Step step, String name) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException e) {
                onBroken.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                onBroken.run();
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private void read() throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    byte[] buffer = new byte[CHUNK];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      put(new Chunk(Arrays.copyOf(buffer, n), Clock.nanos()));
    }
    put(new Chunk(new byte[0], Clock.nanos()));
  }

  private void write() throws IOException, InterruptedException {
    long free = Clock.nanos();
    for (Chunk chunk = take(); ; chunk = take()) {
      free = settings.awaitTurn(chunk.arrivedNanos(), free, chunk.bytes().length);
      if (chunk.isEnd()) {
        to.shutdownOutput();
        onEnd.run();
        return;
      }
      to.getOutputStream().write(chunk.bytes());
    }
  }

  private synchronized void put(Chunk chunk) throws InterruptedException {
    while (bytesUnderWay > MOST_UNDER_WAY) {
      wait();
    }
    underWay.add(chunk);
    bytesUnderWay += chunk.bytes().length;
    notifyAll();
  }

  private synchronized Chunk take() throws InterruptedException {
    while (underWay.isEmpty()) {
      wait();
    }
    Chunk chunk = underWay.remove();
    bytesUnderWay -= chunk.bytes().length;
    notifyAll();
    return chunk;
  }
}
