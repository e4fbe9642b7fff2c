// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * One GET to the admin port: connects, sends the request in one packet because Dynomite reads only
 * once, and reads until Dynomite closes the connection.
 *
 * <p>{@code HttpURLConnection} is not used: it has no limit for a whole answer, retries by itself,
 * and uses the system's HTTP proxy.
 */
final class AdminExchange {
  static final int MAX_BYTES = 8 * 1024 * 1024;
  private final Endpoint endpoint;
  private final Ticker ticker;
  private final int limitMillis;

  AdminExchange(Endpoint endpoint, Ticker ticker, int limitMillis) {
    this.endpoint = endpoint;
    this.ticker = ticker;
    this.limitMillis = limitMillis;
  }

  /**
   * Returns the body of the answer.
   *
   * @throws WarmupException DYNOMITE_UNREACHABLE if there is no answer, or not one of Dynomite
   */
  String get(String path) {
    Deadline deadline = Deadline.after(ticker, limitMillis);
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), limitMillis);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + endpoint + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return AdminAnswer.body(read(socket, deadline));
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  /**
   * Returns the body of the answer, which must begin with the given text.
   *
   * @throws WarmupException DYNOMITE_UNREACHABLE if there is no answer, or not one of Dynomite
   */
  String get(String path, String beginning) {
    String body = get(path);
    if (!body.trim().startsWith(beginning)) {
      throw unreachable(path, new IOException("'" + AdminAnswer.shortened(body) + "'"));
    }
    return body;
  }

  private static byte[] read(Socket socket, Deadline deadline) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream(4096);
    byte[] part = new byte[8192];
    for (; ; ) {
      long left = deadline.leftMillis();
      if (left == 0) {
        throw new SocketTimeoutException("the whole answer");
      }
      socket.setSoTimeout((int) left);
      int n = in.read(part);
      if (n < 0) {
        return all.toByteArray();
      }
      all.write(part, 0, n);
      if (all.size() > MAX_BYTES) {
        throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
      }
    }
  }

  private WarmupException unreachable(String path, IOException e) {
    return new WarmupException(
        Reason.DYNOMITE_UNREACHABLE,
        "Dynomite's admin port "
            + endpoint
            + " "
            + why(path, e)
            + "; check that Dynomite runs, and 'stats_listen' in its dynomite.yml",
        e);
  }

  private String why(String path, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "did not answer " + path + " within " + limitMillis + " ms";
    }
    if (e instanceof ConnectException) {
      return "refused the connection, nothing listens there";
    }
    if (e instanceof UnknownHostException) {
      return "has a host name that does not resolve";
    }
    return "did not answer " + path + " as Dynomite does: it sent " + e.getMessage();
  }
}
