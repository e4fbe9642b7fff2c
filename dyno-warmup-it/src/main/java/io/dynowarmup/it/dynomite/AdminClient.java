// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an admin port with nothing but a socket, and hands out what came back byte for byte. */
public final class AdminClient {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final InetSocketAddress address;

  public AdminClient(InetSocketAddress address) {
    this.address = address;
  }

  /** The whole answer, header included. */
  public byte[] raw(String path) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(address, TIMEOUT_MILLIS);
      String request = "GET " + path + " HTTP/1.1\r\nHost: dynomite\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + path + " from " + address, e);
    }
  }

  /** The body of the answer. */
  public String get(String path) {
    String answer = new String(raw(path), StandardCharsets.US_ASCII);
    int header = answer.indexOf("\r\n\r\n");
    return header < 0 ? answer : answer.substring(header + 4);
  }

  /** NORMAL, STANDBY, WRITES_ONLY, RESUMING. */
  public String state() {
    return get("/state/get_state").replace("State: ", "").trim();
  }

  /** {@code standby}, {@code writes_only}, {@code resuming}, {@code normal}, in either case. */
  public AdminClient set(String state) {
    get("/state/" + state.toLowerCase(Locale.ROOT));
    return this;
  }

  /** A number out of {@code /info}. */
  public long info(String field) {
    Matcher matcher = Pattern.compile('"' + field + "\":(\\d+)").matcher(get("/info"));
    if (!matcher.find()) {
      throw new IllegalStateException("/info of " + address + " has no number " + field);
    }
    return Long.parseLong(matcher.group(1));
  }
}
