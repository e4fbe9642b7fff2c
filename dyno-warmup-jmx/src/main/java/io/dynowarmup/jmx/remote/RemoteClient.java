// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/**
 * Builds the environment for {@code JMXConnectorFactory.connect} by the protocol of the address.
 */
public final class RemoteClient {
  private static final String OPTION = "--truststore";
  private static final String RMI = "rmi";

  private final Optional<Login> login;
  private final Optional<Path> truststore;
  private final Secret truststorePassword;

  public RemoteClient(Optional<Login> login, Optional<Path> truststore, Secret truststorePassword) {
    this.login = login;
    this.truststore = truststore;
    this.truststorePassword = truststorePassword;
  }

  /**
   * Returns the environment. RMI takes its truststore from the JVM, so the truststore then applies
   * to the whole process.
   *
   * @throws WarmupException FILE if the truststore cannot be used
   */
  public Map<String, Object> environment(JMXServiceURL url) {
    return url.getProtocol().equals(RMI) ? rmi() : jmxmp();
  }

  private Map<String, Object> jmxmp() {
    JmxmpClient client = JmxmpClient.open();
    truststore.ifPresent(path -> client.trusting(OPTION, path, truststorePassword));
    login.ifPresent(l -> client.loggedInAs(l.user(), l.password()));
    return client.environment();
  }

  private Map<String, Object> rmi() {
    Map<String, Object> environment = new HashMap<>();
    login.ifPresent(
        l ->
            environment.put(
                "jmx.remote.credentials", new String[] {l.user(), l.password().reveal()}));
    truststore.ifPresent(
        path -> {
          // Loaded for its error message, because RMI's message does not name the file.
          Keystores.trust(OPTION, path, truststorePassword);
          System.setProperty("javax.net.ssl.trustStore", path.toString());
          System.setProperty("javax.net.ssl.trustStorePassword", truststorePassword.reveal());
          environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        });
    return environment;
  }
}
