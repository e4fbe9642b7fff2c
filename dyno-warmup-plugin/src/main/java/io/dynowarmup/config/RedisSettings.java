// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import io.dynowarmup.api.Secret;
import java.util.Optional;

/**
 * User, password and TLS for connections to the local Redis, or to the Redis of the peers.
 * Immutable.
 */
public final class RedisSettings {
  private final Optional<String> username;
  private final Secret password;
  private final boolean passwordWritten;
  private final boolean tls;

  private RedisSettings(
      Optional<String> username, Secret password, boolean passwordWritten, boolean tls) {
    this.username = username;
    this.password = password;
    this.passwordWritten = passwordWritten;
    this.tls = tls;
  }

  static RedisSettings local(Settings s) {
    return new RedisSettings(
        s.<String>value(WarmupKey.REDIS_USERNAME),
        s.secret(WarmupKey.REDIS_PASSWORD),
        s.isWritten(WarmupKey.REDIS_PASSWORD),
        s.flag(WarmupKey.REDIS_TLS));
  }

  /**
   * Returns the settings for the peers. A setting that is missing is taken from the local Redis.
   *
   * <p>A user name or password that is set and empty means "none". There is no other way to say
   * this, and a Redis without a password refuses one.
   */
  static RedisSettings ofPeers(Settings s) {
    RedisSettings local = local(s);
    boolean ownPassword = s.isWritten(WarmupKey.PEER_REDIS_PASSWORD);
    return new RedisSettings(
        s.isWritten(WarmupKey.PEER_REDIS_USERNAME)
            ? s.<String>value(WarmupKey.PEER_REDIS_USERNAME)
            : local.username,
        ownPassword ? s.secret(WarmupKey.PEER_REDIS_PASSWORD) : local.password,
        ownPassword || local.passwordWritten,
        s.<Boolean>value(WarmupKey.PEER_REDIS_TLS).orElse(local.tls));
  }

  /** Returns the name of the ACL user; empty for the default user. */
  public Optional<String> username() {
    return username;
  }

  /** Returns the password; an empty secret if there is none. */
  public Secret password() {
    return password;
  }

  /** Returns whether a setting defines the password, even an empty one. */
  public boolean isPasswordSet() {
    return passwordWritten;
  }

  /** Returns whether to connect over TLS. */
  public boolean tls() {
    return tls;
  }

  /**
   * Returns these settings with the given password, or these settings unchanged if they define a
   * password, even an empty one.
   */
  public RedisSettings orPassword(Secret other) {
    return passwordWritten ? this : new RedisSettings(username, other, false, tls);
  }

  /** Describes the settings; the password is masked. */
  @Override
  public String toString() {
    return "user '" + username.orElse("") + "', password '" + password + "', TLS " + tls;
  }
}
