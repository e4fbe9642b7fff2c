// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import io.dynowarmup.api.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Where and how the daemon listens for JMXMP. Immutable. */
public final class JmxSettings {
  private final Settings settings;

  JmxSettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns the port, 0 to 65535; 0 for any free port. Empty if the daemon does not listen. */
  public OptionalInt port() {
    return settings.<OptionalInt>value(WarmupKey.JMX_PORT).orElse(OptionalInt.empty());
  }

  /** Returns the host name or IP address on which the daemon listens. */
  public String host() {
    return settings.text(WarmupKey.JMX_HOST);
  }

  /** Returns the PKCS12 or JKS file with the daemon's key and certificate; empty without TLS. */
  public Optional<Path> keystore() {
    return settings.value(WarmupKey.JMX_TLS_KEYSTORE);
  }

  /** Returns the password of {@link #keystore()} and of its key. */
  public Secret keystorePassword() {
    return settings.secret(WarmupKey.JMX_TLS_KEYSTORE_PASSWORD);
  }

  /** Returns the file of users, one {@code user password} a line; empty if no login is required. */
  public Optional<Path> passwordFile() {
    return settings.value(WarmupKey.JMX_PASSWORD_FILE);
  }
}
