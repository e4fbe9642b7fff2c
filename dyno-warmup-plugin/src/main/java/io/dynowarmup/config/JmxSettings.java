// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import io.dynowarmup.api.Secret;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.OptionalInt;

/** Where and how the daemon listens for JMXMP. Immutable. */
public final class JmxSettings {
  private final OptionalInt port;
  private final String host;
  private final Optional<Path> keystore;
  private final Secret keystorePassword;
  private final Optional<Path> passwordFile;

  private JmxSettings(
      OptionalInt port,
      String host,
      Optional<Path> keystore,
      Secret keystorePassword,
      Optional<Path> passwordFile) {
    this.port = port;
    this.host = host;
    this.keystore = keystore;
    this.keystorePassword = keystorePassword;
    this.passwordFile = passwordFile;
  }

  static JmxSettings of(Settings s) {
    String port = s.text(WarmupKey.JMX_PORT);
    return new JmxSettings(
        port.equals("off") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
        s.text(WarmupKey.JMX_HOST),
        path(s.text(WarmupKey.JMX_TLS_KEYSTORE)),
        Secret.of(s.text(WarmupKey.JMX_TLS_KEYSTORE_PASSWORD)),
        path(s.text(WarmupKey.JMX_PASSWORD_FILE)));
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Paths.get(text));
  }

  /** Returns the port, 0 to 65535; 0 for any free port. Empty if the daemon does not listen. */
  public OptionalInt port() {
    return port;
  }

  /** Returns the host name or IP address on which the daemon listens. */
  public String host() {
    return host;
  }

  /** Returns the PKCS12 or JKS file with the daemon's key and certificate; empty without TLS. */
  public Optional<Path> keystore() {
    return keystore;
  }

  /** Returns the password of {@link #keystore()} and of its key. */
  public Secret keystorePassword() {
    return keystorePassword;
  }

  /** Returns the file of users, one {@code user password} a line; empty if no login is required. */
  public Optional<Path> passwordFile() {
    return passwordFile;
  }
}
