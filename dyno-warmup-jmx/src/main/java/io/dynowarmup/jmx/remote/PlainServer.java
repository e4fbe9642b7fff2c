// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** Implements the server side of SASL PLAIN (RFC 4616); the JDK only has the client side. */
final class PlainServer implements SaslServer {
  private final CallbackHandler handler;
  private String user;

  PlainServer(CallbackHandler handler) {
    this.handler = handler;
  }

  @Override
  public String getMechanismName() {
    return PlainProvider.MECHANISM;
  }

  @Override
  public byte[] evaluateResponse(byte[] response) throws SaslException {
    String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
    boolean asSomebodyElse = parts.length == 3 && !parts[0].isEmpty() && !parts[0].equals(parts[1]);
    if (parts.length != 3 || asSomebodyElse) {
      throw new SaslException("expected: a user and a password");
    }
    PlainLogin login = new PlainLogin(parts[1], parts[2]);
    try {
      handler.handle(new Callback[] {login});
    } catch (IOException | UnsupportedCallbackException e) {
      throw new SaslException("the login cannot be checked", e);
    }
    if (!login.isRight()) {
      throw new SaslException("the user or the password is wrong");
    }
    user = parts[1];
    return null;
  }

  @Override
  public boolean isComplete() {
    return user != null;
  }

  @Override
  public String getAuthorizationID() {
    return user;
  }

  /** The mechanism protects no data; TLS does. */
  @Override
  public byte[] unwrap(byte[] incoming, int offset, int len) {
    throw new IllegalStateException("PLAIN protects nothing");
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int len) {
    throw new IllegalStateException("PLAIN protects nothing");
  }

  @Override
  public Object getNegotiatedProperty(String name) {
    return Sasl.QOP.equals(name) ? "auth" : null;
  }

  @Override
  public void dispose() {
    user = null;
  }
}
