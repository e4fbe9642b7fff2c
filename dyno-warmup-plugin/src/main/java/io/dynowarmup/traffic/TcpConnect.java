package io.dynowarmup.traffic;

import io.dynowarmup.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects, and leaves again without a word. */
public final class TcpConnect {
  private TcpConnect() {}

  /** Whether it takes a connection. */
  public static boolean listens(Endpoint port, int limitMillis) {
    try {
      to(port, limitMillis);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static void to(Endpoint port, int limitMillis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(port.host(), port.port()), limitMillis);
    }
  }
}
