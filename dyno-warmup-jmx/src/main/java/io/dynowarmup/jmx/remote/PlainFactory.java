// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/** Creates SASL PLAIN servers; {@link PlainProvider} refers to it by name. */
public final class PlainFactory implements SaslServerFactory {
  @Override
  public SaslServer createSaslServer(
      String mechanism,
      String protocol,
      String serverName,
      Map<String, ?> properties,
      CallbackHandler handler) {
    // Requests of other code in this process are not ours to check.
    boolean ours = PlainProvider.MECHANISM.equals(mechanism) && handler instanceof Logins;
    return ours ? new PlainServer(handler) : null;
  }

  @Override
  public String[] getMechanismNames(Map<String, ?> properties) {
    return new String[] {PlainProvider.MECHANISM};
  }
}
