// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.List;
import java.util.Optional;

/** Forwards every command to another node, except those that a subclass overrides. */
abstract class ForwardingNode implements RedisNode {
  private final RedisNode to;

  ForwardingNode(RedisNode to) {
    this.to = to;
  }

  @Override
  public Endpoint endpoint() {
    return to.endpoint();
  }

  @Override
  public void ping() {
    to.ping();
  }

  @Override
  public RedisInfo info() {
    return to.info();
  }

  @Override
  public RedisInfo info(String section) {
    return to.info(section);
  }

  @Override
  public void replicaOf(Endpoint source) {
    to.replicaOf(source);
  }

  @Override
  public void replicaOfNoOne() {
    to.replicaOfNoOne();
  }

  @Override
  public Optional<String> configGet(String name) {
    return to.configGet(name);
  }

  @Override
  public void configSet(String name, String value) {
    to.configSet(name, value);
  }

  @Override
  public void configRewrite() {
    to.configRewrite();
  }

  @Override
  public Optional<String> addressSeenByServer() {
    return to.addressSeenByServer();
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    to.set(key, value, ttlMillis);
  }

  @Override
  public boolean delete(String key) {
    return to.delete(key);
  }

  @Override
  public long exists(List<String> keys) {
    return to.exists(keys);
  }

  @Override
  public void close() {
    to.close();
  }
}
