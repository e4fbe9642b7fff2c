// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a client of {@link JmxmpServer} gives to {@code JMXConnectorFactory.connect}. */
public final class JmxmpClient {
  private final Map<String, Object> environment = new HashMap<>();
  private String profiles = "";

  private JmxmpClient() {}

  /** Neither TLS nor a password: loopback. */
  public static JmxmpClient open() {
    return new JmxmpClient();
  }

  /**
   * The server has to show one of these certificates. Whether its name is that of the host is not
   * looked at: trust the server's own certificate, not an authority that many others have theirs
   * from.
   *
   * @param truststore PKCS12 or JKS
   * @throws WarmupException FILE
   */
  public JmxmpClient trusting(Path truststore, Secret password) {
    profiles = "TLS";
    environment.put(
        "jmx.remote.tls.socket.factory", Keystores.trust("truststore", truststore, password));
    return this;
  }

  /** After {@link #trusting}, unless the server is on loopback without TLS. */
  public JmxmpClient loggedInAs(String user, Secret password) {
    profiles = (profiles + " SASL/PLAIN").trim();
    environment.put("jmx.remote.credentials", new String[] {user, password.reveal()});
    return this;
  }

  /** A map of its own for each connection. */
  public Map<String, Object> environment() {
    Map<String, Object> copy = new HashMap<>(environment);
    if (!profiles.isEmpty()) {
      copy.put("jmx.remote.profiles", profiles);
    }
    return copy;
  }
}
