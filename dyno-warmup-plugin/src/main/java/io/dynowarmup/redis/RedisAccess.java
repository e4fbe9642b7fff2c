// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to connect to a Redis: user, password, TLS and timeout. Also names the keys there that belong
 * to the warm-up and are not counted. Immutable.
 */
public final class RedisAccess {
  private final Optional<String> username;
  private final Secret password;
  private final boolean tls;
  private final int timeoutMillis;
  private final List<String> passingKeys;
  private final String origin;
  private final Optional<Supplier<RedisAccess>> reader;

  /**
   * Creates the access.
   *
   * @param username name of an ACL user (Redis 6.0 and newer); empty for the default user
   * @param timeoutMillis limit in ms for the connection and for each answer, 1 or more
   */
  public RedisAccess(Optional<String> username, Secret password, boolean tls, int timeoutMillis) {
    this(
        username,
        password,
        tls,
        timeoutMillis,
        Arrays.asList(OwnKeys.CLAIM, OwnKeys.PROBE, OwnKeys.STOP),
        "",
        Optional.empty());
  }

  /** Returns the access of the default user, without a password and without TLS. */
  public static RedisAccess plain(int timeoutMillis) {
    return new RedisAccess(Optional.empty(), Secret.NONE, false, timeoutMillis);
  }

  private RedisAccess(
      Optional<String> username,
      Secret password,
      boolean tls,
      int timeoutMillis,
      List<String> passingKeys,
      String origin,
      Optional<Supplier<RedisAccess>> reader) {
    this.username = Objects.requireNonNull(username);
    this.password = Objects.requireNonNull(password);
    this.tls = tls;
    this.timeoutMillis = timeoutMillis;
    this.passingKeys = passingKeys;
    this.origin = origin;
    this.reader = reader;
  }

  /**
   * Returns this access with the place of its password.
   *
   * @param where setting that holds the password, for messages
   * @param again reads the access again, for a password that is changed during a run
   */
  public RedisAccess readFrom(String where, Supplier<RedisAccess> again) {
    return new RedisAccess(
        username, password, tls, timeoutMillis, passingKeys, where, Optional.of(again));
  }

  /**
   * Returns the access with the user and the password that are set now; empty if they are the same
   * or cannot be read.
   */
  public Optional<RedisAccess> changed() {
    try {
      return reader
          .map(Supplier::get)
          .filter(now -> !now.username.equals(username) || !now.password.equals(password))
          .map(
              now ->
                  new RedisAccess(
                      now.username,
                      now.password,
                      tls,
                      timeoutMillis,
                      passingKeys,
                      now.origin,
                      reader));
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }

  /** Returns the setting that holds the password; empty if unknown. */
  public String origin() {
    return origin;
  }

  /** Returns the name of the ACL user; empty for the default user. */
  public Optional<String> username() {
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
    return new RedisAccess(username, password, tls, millis, passingKeys, origin, reader);
  }

  /**
   * Returns this access with more keys that are not counted.
   *
   * @param markers keys that the warm-ups of nodes with this data may store there for a while
   */
  public RedisAccess withMarkers(List<String> markers) {
    List<String> all = new ArrayList<>(passingKeys);
    all.addAll(markers);
    return new RedisAccess(
        username, password, tls, timeoutMillis, Collections.unmodifiableList(all), origin, reader);
  }

  /** Returns the keys of the warm-up that may be present and that expire. */
  public List<String> passingKeys() {
    return passingKeys;
  }
}
