package io.dynowarmup.redis;

import io.dynowarmup.Secret;
import java.util.Objects;

/** How to get into a Redis: the user, the password, TLS, and how long to wait for it. */
public final class RedisAccess {
  private final String username;
  private final Secret password;
  private final boolean tls;
  private final int timeoutMillis;

  /**
   * @param username of an ACL user (Redis 6.0), empty for the default user
   * @param timeoutMillis for the connection and for each answer, 1 and more
   */
  public RedisAccess(String username, Secret password, boolean tls, int timeoutMillis) {
    this.username = Objects.requireNonNull(username);
    this.password = Objects.requireNonNull(password);
    this.tls = tls;
    this.timeoutMillis = timeoutMillis;
  }

  public String username() {
    return username;
  }

  public Secret password() {
    return password;
  }

  public boolean tls() {
    return tls;
  }

  public int timeoutMillis() {
    return timeoutMillis;
  }

  public RedisAccess withTimeoutMillis(int millis) {
    return new RedisAccess(username, password, tls, millis);
  }
}
