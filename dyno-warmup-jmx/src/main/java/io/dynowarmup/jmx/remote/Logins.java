// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which logins are accepted and logs those that are not. */
final class Logins implements CallbackHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private final PasswordFile file;

  Logins(PasswordFile file) {
    this.file = file;
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (!(callback instanceof PlainLogin)) {
        throw new UnsupportedCallbackException(callback);
      }
      check((PlainLogin) callback);
    }
  }

  private void check(PlainLogin login) {
    String shown = login.user().replaceAll("[^\\w.@-]", "?");
    try {
      if (file.knows(login.user(), login.password())) {
        login.accept();
        LOG.info("JMX: user {} has logged in", shown);
      } else {
        LOG.warn("JMX: a login as user {} was refused", shown);
      }
    } catch (WarmupException e) {
      LOG.error("JMX refuses every login: {}", e.getMessage());
    }
  }
}
