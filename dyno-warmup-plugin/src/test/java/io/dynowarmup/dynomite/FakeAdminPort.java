// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that reads one packet as Dynomite does, answers bytes and closes the
 * connection.
 */
final class FakeAdminPort implements AutoCloseable {
  /** Writes the answer for a path. */
  interface Script {
    void answer(String path, OutputStream out) throws Exception;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  FakeAdminPort(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "fake-admin-port");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns a port that sends a recorded answer of a real Dynomite. */
  static FakeAdminPort recorded(String file) throws IOException {
    byte[] recording = recording(file);
    return new FakeAdminPort((path, out) -> out.write(recording));
  }

  static FakeAdminPort saying(String text) throws IOException {
    return new FakeAdminPort((path, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] recording(String file) throws IOException {
    try (InputStream in = FakeAdminPort.class.getResourceAsStream("/dynomite-admin/" + file)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] part = new byte[4096];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        all.write(part, 0, n);
      }
      return all.toByteArray();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  List<String> paths() {
    return paths;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        sockets.add(socket);
        byte[] packet = new byte[65535];
        int n = socket.getInputStream().read(packet);
        String[] line = new String(packet, 0, Math.max(n, 0), StandardCharsets.US_ASCII).split(" ");
        if (line.length > 1 && "GET".equals(line[0])) {
          paths.add(line[1]);
          script.answer(line[1], socket.getOutputStream());
        }
      } catch (Exception e) {
        // the client has closed the connection, or the test is over
        sockets.removeIf(Socket::isClosed);
      }
    }
  }
}
