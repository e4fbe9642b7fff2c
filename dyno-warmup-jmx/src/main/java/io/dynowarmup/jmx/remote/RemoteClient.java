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

/** What {@code JMXConnectorFactory.connect} has to be given, by the protocol of the address. */
public final class RemoteClient {
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
   * RMI takes whom it trusts from the JVM: then the truststore becomes that of the whole process.
   *
   * @throws WarmupException FILE when the truststore cannot be used
   */
  public Map<String, Object> environment(JMXServiceURL url) {
    return url.getProtocol().equals(RMI) ? rmi() : jmxmp();
  }

  private Map<String, Object> jmxmp() {
    JmxmpClient client = JmxmpClient.open();
    truststore.ifPresent(path -> client.trusting(path, truststorePassword));
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
          // for its message: RMI's own would not name the file
          Keystores.trust("truststore", path, truststorePassword);
          System.setProperty("javax.net.ssl.trustStore", path.toString());
          System.setProperty("javax.net.ssl.trustStorePassword", truststorePassword.reveal());
          environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        });
    return environment;
  }
}
