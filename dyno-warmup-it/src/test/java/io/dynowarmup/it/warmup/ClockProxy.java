// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy in front of a Redis. It shifts the answers to TIME and passes everything else on. */
final class ClockProxy implements AutoCloseable {
  private static final String TIME = "*1\r\n$4\r\nTIME\r\n";
  private static final Pattern ANSWER =
      Pattern.compile("\\*2\\r\\n\\$\\d+\\r\\n(\\d+)\\r\\n\\$\\d+\\r\\n(\\d+)\\r\\n");

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final String from;
  private final long aheadSeconds;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * Creates a proxy.
   *
   * @param from the client address that the Redis sees
   * @param aheadSeconds the shift in seconds
   */
  ClockProxy(InetSocketAddress target, String from, long aheadSeconds) {
    this.target = target;
    this.from = from;
    this.aheadSeconds = aheadSeconds;
    try {
      this.server = new ServerSocket();
      server.bind(new InetSocketAddress(target.getHostString(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket redis = new Socket();
      redis.bind(new InetSocketAddress(from, 0));
      redis.connect(target);
      client.setTcpNoDelay(true);
      redis.setTcpNoDelay(true);
      open.add(client);
      open.add(redis);
      AtomicBoolean asked = new AtomicBoolean();
      daemon(() -> pass(client, redis, text -> asked(text, asked)));
      daemon(() -> pass(redis, client, text -> answer(text, asked)));
    }
  }

  private static String asked(String text, AtomicBoolean asked) {
    asked.set(text.equals(TIME));
    return text;
  }

  private String answer(String text, AtomicBoolean asked) {
    Matcher time = ANSWER.matcher(text);
    if (!asked.get() || !time.matches()) {
      return text;
    }
    String seconds = String.valueOf(Long.parseLong(time.group(1)) + aheadSeconds);
    return text.replaceFirst(time.group(1), seconds);
  }

  private interface Change {
    String of(String text);
  }

  private static void pass(Socket in, Socket out, Change change) throws IOException {
    byte[] buffer = new byte[65_536];
    try (in;
        out) {
      InputStream from = in.getInputStream();
      OutputStream to = out.getOutputStream();
      for (int n = from.read(buffer); n > 0; n = from.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        to.write(change.of(text).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The other side has closed the connection.
              }
            },
            "clock proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
