// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.security.Provider;

/** Registers {@code SASL/PLAIN} in this process as long as the provider is installed. */
final class PlainProvider extends Provider {
  static final String MECHANISM = "PLAIN";
  static final String NAME = "DynoWarmupSasl";
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("deprecation") // Its replacement does not exist in Java 8.
  PlainProvider() {
    super(NAME, 1.0, "the server's side of SASL PLAIN");
    put("SaslServerFactory." + MECHANISM, PlainFactory.class.getName());
  }
}
