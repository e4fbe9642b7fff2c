// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.net.MalformedURLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.remote.JMXServiceURL;

/** Parses the address of a JMX connector as an operator writes it. Pure functions. */
public final class RemoteAddress {
  private static final Pattern HOST_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
  private static final int MOST_PORT = 65_535;

  private RemoteAddress() {}

  /**
   * Parses an address.
   *
   * @param name the option that the text comes from, for messages
   * @param text a JMX URL, or {@code host:port} for JMXMP
   * @throws WarmupException BAD_ARGUMENT if the text is not an address
   */
  public static JMXServiceURL of(String name, String text) {
    try {
      Matcher m = HOST_PORT.matcher(text);
      if (!m.matches()) {
        return url(text);
      }
      int port = Integer.parseInt(m.group(2));
      if (port < 1 || port > MOST_PORT) {
        throw new MalformedURLException("there is no port " + port);
      }
      return url("service:jmx:jmxmp://" + text);
    } catch (MalformedURLException e) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          name
              + ": '"
              + text
              + "' is not an address ("
              + e.getMessage()
              + "); allowed: HOST:PORT or service:jmx:jmxmp://HOST:PORT for the daemon's connector,"
              + " service:jmx:rmi:///jndi/rmi://HOST:PORT/jmxrmi for that of the JDK",
          e);
    }
  }

  private static JMXServiceURL url(String text) throws MalformedURLException {
    JMXServiceURL url = new JMXServiceURL(text);
    if (url.getProtocol().equals("jmxmp") && url.getPort() == 0) {
      throw new MalformedURLException("it names no port");
    }
    return url;
  }
}
