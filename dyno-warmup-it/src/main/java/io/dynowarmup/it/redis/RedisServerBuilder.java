// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import io.dynowarmup.it.net.FreePorts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configures a Redis and its address. */
public final class RedisServerBuilder {
  private final RedisBinary binary;
  private final Map<String, String> directives = new LinkedHashMap<>();
  private String host = "127.0.0.1";
  private int port;

  RedisServerBuilder(RedisBinary binary) {
    this.binary = binary;
  }

  /**
   * Sets the only address that the server listens on. Its own connections start from it too. Any
   * 127.x.y.z works.
   */
  public RedisServerBuilder bind(String address) {
    this.host = address;
    return this;
  }

  /** Sets the port. Default: a free one. */
  public RedisServerBuilder port(int given) {
    this.port = given;
    return this;
  }

  /** Adds a line to redis.conf. It replaces a default of the same name. */
  public RedisServerBuilder config(String directive, String value) {
    directives.put(directive, value);
    return this;
  }

  /** Sets {@code requirepass} and {@code masterauth}. */
  public RedisServerBuilder password(String password) {
    return config("requirepass", password).config("masterauth", password);
  }

  /** Builds the server without starting it. */
  public RedisServer build() {
    int chosen = port == 0 ? FreePorts.on(List.of(host)) : port;
    return new RedisServer(binary, host, chosen, new LinkedHashMap<>(directives));
  }
}
