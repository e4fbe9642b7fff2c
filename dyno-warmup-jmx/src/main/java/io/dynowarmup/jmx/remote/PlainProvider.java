// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.security.Provider;

/** Makes {@code SASL/PLAIN} known to this process, for as long as it is installed. */
final class PlainProvider extends Provider {
  static final String MECHANISM = "PLAIN";
  static final String NAME = "DynoWarmupSasl";
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("deprecation") // what replaces it is not in Java 8
  PlainProvider() {
    super(NAME, 1.0, "the server's side of SASL PLAIN");
    put("SaslServerFactory." + MECHANISM, PlainFactory.class.getName());
  }
}
