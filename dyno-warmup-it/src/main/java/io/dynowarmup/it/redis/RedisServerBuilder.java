// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import io.dynowarmup.it.net.FreePorts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a Redis listens and how it is configured. */
public final class RedisServerBuilder {
  private final RedisBinary binary;
  private final Map<String, String> directives = new LinkedHashMap<>();
  private String host = "127.0.0.1";
  private int port;

  RedisServerBuilder(RedisBinary binary) {
    this.binary = binary;
  }

  /** The only address that it listens on, and the source of its own connections: any 127.x.y.z. */
  public RedisServerBuilder bind(String address) {
    this.host = address;
    return this;
  }

  /** A free one unless given. */
  public RedisServerBuilder port(int given) {
    this.port = given;
    return this;
  }

  /** A line of redis.conf; replaces a default of the same name. */
  public RedisServerBuilder config(String directive, String value) {
    directives.put(directive, value);
    return this;
  }

  /** {@code requirepass} and {@code masterauth}. */
  public RedisServerBuilder password(String password) {
    return config("requirepass", password).config("masterauth", password);
  }

  /** Not yet started. */
  public RedisServer build() {
    int chosen = port == 0 ? FreePorts.on(List.of(host)) : port;
    return new RedisServer(binary, host, chosen, new LinkedHashMap<>(directives));
  }
}
