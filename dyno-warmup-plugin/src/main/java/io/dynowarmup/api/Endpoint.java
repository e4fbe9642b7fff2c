// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** Holds a host (name, IPv4 or IPv6 address) and a TCP port. Immutable. */
public final class Endpoint {
  private final String host;
  private final int port;

  /**
   * Creates an endpoint. White space around the host is removed.
   *
   * @param host the host name or address; not empty
   * @param port 1 to 65535
   * @throws IllegalArgumentException if the host is empty or the port is out of range
   */
  public Endpoint(String host, int port) {
    if (host == null || host.trim().isEmpty()) {
      throw new IllegalArgumentException("a host is missing");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not in 1..65535");
    }
    this.host = host.trim();
    this.port = port;
  }

  /**
   * Parses {@code host:port} or {@code [ipv6]:port}.
   *
   * @param text the text to parse
   * @return the endpoint
   * @throws IllegalArgumentException if the text is not an endpoint; the message contains the text
   *     and the allowed form
   */
  public static Endpoint parse(String text) {
    String t = text == null ? "" : text.trim();
    int colon = t.lastIndexOf(':');
    if (colon < 1 || colon == t.length() - 1) {
      throw new IllegalArgumentException("'" + t + "' is not host:port");
    }
    String host = t.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + t + "' is not host:port (an IPv6 address goes into [])");
    }
    String port = t.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || host.matches(".*\\s.*")) {
      throw new IllegalArgumentException(
          "'" + t + "' is not host:port (the port is a number, and there are no spaces)");
    }
    return new Endpoint(host, Integer.parseInt(port));
  }

  /** Returns the host name or address, without brackets. */
  public String host() {
    return host;
  }

  /** Returns the TCP port, 1 to 65535. */
  public int port() {
    return port;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Endpoint && ((Endpoint) o).port == port && ((Endpoint) o).host.equals(host);
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
