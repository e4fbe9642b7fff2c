// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import io.dynowarmup.api.Secret;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.OptionalInt;

/** Where and how the daemon listens for JMXMP. */
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

  /** 0 for any that is free; empty when it is not to listen. */
  public OptionalInt port() {
    return port;
  }

  public String host() {
    return host;
  }

  /** With the daemon's own key; empty without TLS. */
  public Optional<Path> keystore() {
    return keystore;
  }

  public Secret keystorePassword() {
    return keystorePassword;
  }

  /** Lines of a user, a blank and a password; empty when nobody is asked for one. */
  public Optional<Path> passwordFile() {
    return passwordFile;
  }
}
