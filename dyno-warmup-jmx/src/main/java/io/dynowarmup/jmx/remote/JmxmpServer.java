// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.JmxSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for JMXMP on one address; beyond loopback it requires TLS and a password. The protocol's
 * library is loaded by name and may be absent.
 */
public final class JmxmpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JmxmpServer.class);

  // The limit for one connection; each awaitCompletion takes one call, and abort must still be
  // possible.
  private static final String MOST_CALLS = "64";

  private final JMXConnectorServer connector;
  private final JMXServiceURL address;

  private JmxmpServer(JMXConnectorServer connector) {
    this.connector = connector;
    this.address = connector.getAddress();
  }

  /**
   * Starts a server.
   *
   * @param settings settings with a port
   * @throws WarmupException BAD_CONFIG or FILE if a setting has to be changed; REFUSED if the
   *     server cannot listen on the address
   */
  public static JmxmpServer start(JmxSettings settings, MBeanServer beans) {
    InetAddress host = host(settings);
    Map<String, Object> environment = environment(settings, host);
    LibraryLog.shorten();
    int port = settings.port().orElse(0);
    try {
      JMXServiceURL url = new JMXServiceURL("jmxmp", host.getHostAddress(), port);
      JMXConnectorServer connector =
          JMXConnectorServerFactory.newJMXConnectorServer(url, environment, beans);
      connector.start();
      return new JmxmpServer(connector);
    } catch (MalformedURLException e) {
      throw new WarmupException(
          Reason.BAD_CONFIG, "JMXMP is not on the class path: " + e.getMessage(), e);
    } catch (IOException e) {
      Security.removeProvider(PlainProvider.NAME);
      throw new WarmupException(
          Reason.REFUSED,
          "cannot listen on jmx.host="
              + settings.host()
              + ", jmx.port="
              + port
              + ": "
              + e.getMessage()
              + "; set jmx.host to an address of this machine and jmx.port to a free one, or to "
              + "off",
          e);
    }
  }

  private static InetAddress host(JmxSettings settings) {
    try {
      InetAddress host = InetAddress.getByName(settings.host());
      boolean guarded = settings.keystore().isPresent() && settings.passwordFile().isPresent();
      if (!host.isLoopbackAddress() && !guarded) {
        throw new WarmupException(
            Reason.BAD_CONFIG,
            "jmx.host="
                + settings.host()
                + " can be reached from elsewhere, where every client could control this node: "
                + "set both"
                + " jmx.tls.keystore and jmx.password.file, or jmx.host=127.0.0.1");
      }
      return host;
    } catch (UnknownHostException e) {
      throw new WarmupException(
          Reason.BAD_CONFIG, "jmx.host=" + settings.host() + " does not resolve", e);
    }
  }

  private static Map<String, Object> environment(JmxSettings settings, InetAddress host) {
    Map<String, Object> environment = new HashMap<>();
    // Otherwise it listens on all addresses, whatever the URL says.
    environment.put("jmx.remote.server.address.wildcard", "false");
    // jmx.remote.x.server.side.connecting.timeout is not set: with it, one failed login ends the
    // thread that accepts connections.
    environment.put("jmx.remote.x.server.max.threads", MOST_CALLS);
    String profiles = "";
    if (settings.keystore().isPresent()) {
      profiles = "TLS";
      environment.put(
          "jmx.remote.tls.socket.factory",
          new AnonymousPeers(
              Keystores.identity(
                  "jmx.tls.keystore", settings.keystore().get(), settings.keystorePassword())));
    }
    if (settings.passwordFile().isPresent()) {
      PasswordFile file = new PasswordFile(settings.passwordFile().get());
      file.check();
      Security.addProvider(new PlainProvider());
      profiles = (profiles + " SASL/" + PlainProvider.MECHANISM).trim();
      environment.put("jmx.remote.sasl.callback.handler", new Logins(file));
      // Otherwise the library looks up the name of our own address.
      environment.put("jmx.remote.x.sasl.server.name", host.getHostAddress());
    }
    if (!profiles.isEmpty()) {
      environment.put("jmx.remote.profiles", profiles);
    }
    return environment;
  }

  /** Returns the address with the actual port. */
  public JMXServiceURL address() {
    return address;
  }

  @Override
  public void close() {
    try {
      connector.stop();
    } catch (IOException e) {
      LOG.debug("Cannot stop JMXMP", e);
    }
    Security.removeProvider(PlainProvider.NAME);
  }
}
