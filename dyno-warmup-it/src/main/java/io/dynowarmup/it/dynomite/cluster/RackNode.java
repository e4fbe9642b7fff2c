// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.redis.RedisServer;
import java.util.List;

/** One node of a cluster: a Redis and the Dynomite in front of it. */
public final class RackNode implements AutoCloseable {
  private final NodeSpec spec;
  private final RedisServer redis;
  private final DynomiteNode dynomite;

  RackNode(NodeSpec spec, RedisServer redis, DynomiteNode dynomite) {
    this.spec = spec;
    this.redis = redis;
    this.dynomite = dynomite;
  }

  public String host() {
    return spec.host();
  }

  public String rack() {
    return spec.rack();
  }

  public String dc() {
    return spec.dc();
  }

  public List<Long> tokens() {
    return spec.tokens();
  }

  public RedisServer redis() {
    return redis;
  }

  public DynomiteNode dynomite() {
    return dynomite;
  }

  @Override
  public void close() {
    dynomite.close();
    redis.close();
  }

  @Override
  public String toString() {
    return rack() + " at " + host();
  }
}
