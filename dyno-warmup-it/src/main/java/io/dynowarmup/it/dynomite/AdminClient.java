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

/**
 * Queries an admin port over a plain socket and returns the answer byte for byte. Connect and read
 * time out after 5 s.
 */
public final class AdminClient {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final InetSocketAddress address;

  public AdminClient(InetSocketAddress address) {
    this.address = address;
  }

  /** Returns the whole answer, including the HTTP header. */
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

  /** Returns the body of the answer. */
  public String get(String path) {
    String answer = new String(raw(path), StandardCharsets.US_ASCII);
    int header = answer.indexOf("\r\n\r\n");
    return header < 0 ? answer : answer.substring(header + 4);
  }

  /** Returns the state, such as NORMAL, STANDBY, WRITES_ONLY or RESUMING. */
  public String state() {
    return get("/state/get_state").replace("State: ", "").trim();
  }

  /**
   * Sets the state.
   *
   * @param state {@code standby}, {@code writes_only}, {@code resuming} or {@code normal}, in
   *     either case
   */
  public AdminClient set(String state) {
    get("/state/" + state.toLowerCase(Locale.ROOT));
    return this;
  }

  /**
   * Returns a number from {@code /info}.
   *
   * @throws IllegalStateException if the answer has no such number
   */
  public long info(String field) {
    Matcher matcher = Pattern.compile('"' + field + "\":(\\d+)").matcher(get("/info"));
    if (!matcher.find()) {
      throw new IllegalStateException("/info of " + address + " has no number " + field);
    }
    return Long.parseLong(matcher.group(1));
  }
}
