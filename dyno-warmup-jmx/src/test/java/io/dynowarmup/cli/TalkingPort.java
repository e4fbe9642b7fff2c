// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of another program: it says one text to each client, at once or after its first bytes. */
final class TalkingPort implements Closeable {
  private final ServerSocket server;
  private final String text;
  private final boolean first;
  private final boolean stays;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * Opens the port on loopback.
   *
   * @param first whether it speaks before the client does
   * @param stays whether the connection stays open afterwards
   */
  TalkingPort(String text, boolean first, boolean stays) throws IOException {
    this.text = text;
    this.first = first;
    this.stays = stays;
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::accept, "talking-port");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        Thread thread = new Thread(() -> talk(client), "talking-client");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // The port is closed.
    }
  }

  private void talk(Socket client) {
    try {
      if (first || client.getInputStream().read() >= 0) {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
      }
      if (!stays) {
        client.close();
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
