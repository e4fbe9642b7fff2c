// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;

/** Connects to a port of another node and closes the connection without sending data. */
public interface PortProbe {
  /** The result. */
  enum Answer {
    LISTENS,
    /** No process listens. */
    REFUSED,
    /** No answer or a network error: a firewall may drop or reject the packets. */
    SILENT
  }

  Answer at(Endpoint port, int limitMillis);

  /** Returns a probe over TCP. */
  static PortProbe tcp() {
    return (port, limitMillis) -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(port.host(), port.port()), limitMillis);
        return Answer.LISTENS;
      } catch (NoRouteToHostException e) {
        return Answer.SILENT;
      } catch (ConnectException e) {
        return String.valueOf(e.getMessage()).contains("refused") ? Answer.REFUSED : Answer.SILENT;
      } catch (IOException e) {
        return Answer.SILENT;
      }
    };
  }
}
