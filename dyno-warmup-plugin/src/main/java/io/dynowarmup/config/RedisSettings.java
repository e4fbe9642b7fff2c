package io.dynowarmup.config;

import io.dynowarmup.Secret;

/** How to get into the local Redis, or into the peers'. */
public final class RedisSettings {
  private final String username;
  private final Secret password;
  private final boolean tls;

  RedisSettings(String username, Secret password, boolean tls) {
    this.username = username;
    this.password = password;
    this.tls = tls;
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

  /** The same with this password, where there is none yet. */
  public RedisSettings orPassword(Secret other) {
    return password.isPresent() ? this : new RedisSettings(username, other, tls);
  }
}
