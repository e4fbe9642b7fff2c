// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/** Made by name, by {@link PlainProvider}. */
public final class PlainFactory implements SaslServerFactory {
  @Override
  public SaslServer createSaslServer(
      String mechanism,
      String protocol,
      String serverName,
      Map<String, ?> properties,
      CallbackHandler handler) {
    // one that others in this process ask for is not ours to check
    boolean ours = PlainProvider.MECHANISM.equals(mechanism) && handler instanceof Logins;
    return ours ? new PlainServer(handler) : null;
  }

  @Override
  public String[] getMechanismNames(Map<String, ?> properties) {
    return new String[] {PlainProvider.MECHANISM};
  }
}
