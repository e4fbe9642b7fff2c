// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import io.dynowarmup.api.Secret;

/** How to get into the local Redis, or into the peers'. */
public final class RedisSettings {
  private final String username;
  private final Secret password;
  private final boolean passwordWritten;
  private final boolean tls;

  private RedisSettings(String username, Secret password, boolean passwordWritten, boolean tls) {
    this.username = username;
    this.password = password;
    this.passwordWritten = passwordWritten;
    this.tls = tls;
  }

  static RedisSettings local(Settings s) {
    return new RedisSettings(
        s.text(WarmupKey.REDIS_USERNAME),
        Secret.of(s.text(WarmupKey.REDIS_PASSWORD)),
        s.isWritten(WarmupKey.REDIS_PASSWORD),
        s.flag(WarmupKey.REDIS_TLS));
  }

  /**
   * As into the local one, where nothing else is written. A name or password that is written and
   * empty says "none": it could not be said otherwise, and a Redis without a password refuses one.
   */
  static RedisSettings ofPeers(Settings s) {
    RedisSettings local = local(s);
    boolean ownPassword = s.isWritten(WarmupKey.PEER_REDIS_PASSWORD);
    return new RedisSettings(
        s.isWritten(WarmupKey.PEER_REDIS_USERNAME)
            ? s.text(WarmupKey.PEER_REDIS_USERNAME)
            : local.username,
        ownPassword ? Secret.of(s.text(WarmupKey.PEER_REDIS_PASSWORD)) : local.password,
        ownPassword || local.passwordWritten,
        s.isSet(WarmupKey.PEER_REDIS_TLS) ? s.flag(WarmupKey.PEER_REDIS_TLS) : local.tls);
  }

  /** Of an ACL user; empty for the default user. */
  public String username() {
    return username;
  }

  public Secret password() {
    return password;
  }

  public boolean tls() {
    return tls;
  }

  /** The same with this password, where the settings say nothing about one. */
  public RedisSettings orPassword(Secret other) {
    return passwordWritten ? this : new RedisSettings(username, other, false, tls);
  }

  @Override
  public String toString() {
    return "user '" + username + "', password '" + password + "', TLS " + tls;
  }
}
