// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import javax.security.auth.callback.Callback;

/** Holds the user and the password that a client sent, and whether they are right. */
final class PlainLogin implements Callback {
  private final String user;
  private final String password;
  private boolean right;

  PlainLogin(String user, String password) {
    this.user = user;
    this.password = password;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  void accept() {
    right = true;
  }

  boolean isRight() {
    return right;
  }
}
