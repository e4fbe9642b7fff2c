// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.JmxSettings;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens JMXMP according to the settings. If it cannot be opened, the warm-up continues and an error
 * is logged.
 */
public final class RemoteAccess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteAccess.class);

  private final Optional<JmxmpServer> server;

  private RemoteAccess(Optional<JmxmpServer> server) {
    this.server = server;
  }

  /** Opens access to the platform's MBean server. Logs the address, or why it does not listen. */
  public static RemoteAccess open(JmxSettings settings) {
    if (!settings.port().isPresent()) {
      LOG.info("JMX: no JMXMP connector (jmx.port=off)");
      return new RemoteAccess(Optional.empty());
    }
    try {
      JmxmpServer server = JmxmpServer.start(settings, ManagementFactory.getPlatformMBeanServer());
      LOG.info(
          "JMX: {} ({}, {})",
          server.address(),
          settings.keystore().isPresent() ? "TLS" : "no TLS",
          settings.passwordFile().isPresent() ? "with a password" : "no password");
      return new RemoteAccess(Optional.of(server));
    } catch (WarmupException e) {
      LOG.error("JMX: the daemon continues without its JMXMP connector: {}", e.getMessage());
      return new RemoteAccess(Optional.empty());
    }
  }

  /** Returns the address; empty if it does not listen. */
  public Optional<JMXServiceURL> address() {
    return server.map(JmxmpServer::address);
  }

  @Override
  public void close() {
    server.ifPresent(JmxmpServer::close);
  }
}
