// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.OptionalInt;

/** Where the daemon listens for HTTP. Immutable. */
public final class HttpSettings {
  private final Settings settings;

  HttpSettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns the port, 0 to 65535; 0 for any free port. Empty if the daemon does not listen. */
  public OptionalInt port() {
    return settings.<OptionalInt>value(WarmupKey.HTTP_PORT).orElse(OptionalInt.empty());
  }

  /** Returns the host name or IP address on which the daemon listens. */
  public String host() {
    return settings.text(WarmupKey.HTTP_HOST);
  }
}
