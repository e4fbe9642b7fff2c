// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Builds the environment for {@code JMXConnectorFactory.connect} to a {@link JmxmpServer}. */
public final class JmxmpClient {
  private final Map<String, Object> environment = new HashMap<>();
  private String profiles = "";

  private JmxmpClient() {}

  /** Returns a client without TLS and without a password, for loopback. */
  public static JmxmpClient open() {
    return new JmxmpClient();
  }

  /**
   * Requires the server to present one of these certificates. The host name is not checked. Trust
   * the server's own certificate, not an authority that issues certificates to many others.
   *
   * @param truststore path of a PKCS12 or JKS file
   * @throws WarmupException FILE if the truststore cannot be used
   */
  public JmxmpClient trusting(Path truststore, Secret password) {
    return trusting("truststore", truststore, password);
  }

  /**
   * As {@link #trusting(Path, Secret)}.
   *
   * @param name the option that names the file, for an error
   */
  JmxmpClient trusting(String name, Path truststore, Secret password) {
    profiles = "TLS";
    environment.put("jmx.remote.tls.socket.factory", Keystores.trust(name, truststore, password));
    return this;
  }

  /**
   * Sets the login. Call it after {@link #trusting}, unless the server is on loopback without TLS.
   */
  public JmxmpClient loggedInAs(String user, Secret password) {
    profiles = (profiles + " SASL/PLAIN").trim();
    environment.put("jmx.remote.credentials", new String[] {user, password.reveal()});
    return this;
  }

  /** Returns a new map for each connection. */
  public Map<String, Object> environment() {
    Map<String, Object> copy = new HashMap<>(environment);
    if (!profiles.isEmpty()) {
      copy.put("jmx.remote.profiles", profiles);
    }
    return copy;
  }
}
