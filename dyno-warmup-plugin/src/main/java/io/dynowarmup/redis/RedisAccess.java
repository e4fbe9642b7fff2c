// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Secret;
import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * How to get into a Redis: the user, the password, TLS, and how long to wait for it; and which keys
 * there are the warm-up's own, so that they do not count.
 */
public final class RedisAccess {
  private final String username;
  private final Secret password;
  private final boolean tls;
  private final int timeoutMillis;
  private final List<String> passingKeys;

  /**
   * @param username of an ACL user (Redis 6.0), empty for the default user
   * @param timeoutMillis for the connection and for each answer, 1 and more
   */
  public RedisAccess(String username, Secret password, boolean tls, int timeoutMillis) {
    this(username, password, tls, timeoutMillis, Arrays.asList(OwnKeys.CLAIM, OwnKeys.PROBE));
  }

  private RedisAccess(
      String username, Secret password, boolean tls, int timeoutMillis, List<String> passingKeys) {
    this.username = Objects.requireNonNull(username);
    this.password = Objects.requireNonNull(password);
    this.tls = tls;
    this.timeoutMillis = timeoutMillis;
    this.passingKeys = passingKeys;
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
    return new RedisAccess(username, password, tls, millis, passingKeys);
  }

  /**
   * @param markers keys that the warm-ups of the nodes with this data may have there for a while
   */
  public RedisAccess withMarkers(List<String> markers) {
    List<String> all = new ArrayList<>(passingKeys);
    all.addAll(markers);
    return new RedisAccess(
        username, password, tls, timeoutMillis, Collections.unmodifiableList(all));
  }

  /** Keys of the warm-up itself that may be there, and expire. */
  public List<String> passingKeys() {
    return passingKeys;
  }
}
