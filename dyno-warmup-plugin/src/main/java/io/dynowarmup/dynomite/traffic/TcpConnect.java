// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects to a port and closes the connection without sending data. */
final class TcpConnect {
  private TcpConnect() {}

  static void to(Endpoint port, int limitMillis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(port.host(), port.port()), limitMillis);
    }
  }
}
