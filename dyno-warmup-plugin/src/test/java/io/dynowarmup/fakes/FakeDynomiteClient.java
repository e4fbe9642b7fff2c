// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.List;
import java.util.Optional;

/** A connection to Dynomite's client port. */
final class FakeDynomiteClient implements RedisNode {
  private final World world;
  private final Endpoint endpoint;
  private final FakeDynomite dynomite;

  FakeDynomiteClient(World world, Endpoint endpoint, FakeDynomite dynomite) {
    this.world = world;
    this.endpoint = endpoint;
    this.dynomite = dynomite;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void ping() {
    world.call(
        "client PING",
        () -> {
          dynomite.refuseUnlessServing();
          return null;
        });
  }

  @Override
  public boolean delete(String key) {
    return world.call("client DEL", () -> dynomite.delete(key));
  }

  @Override
  public long exists(List<String> keys) {
    return world.call(
        "client EXISTS",
        () -> {
          dynomite.refuseUnlessServing();
          return 0L;
        });
  }

  @Override
  public void close() {
    // The next command would reconnect.
  }

  @Override
  public RedisInfo info() {
    throw unknown();
  }

  @Override
  public RedisInfo info(String section) {
    throw unknown();
  }

  @Override
  public void replicaOf(Endpoint source) {
    throw unknown();
  }

  @Override
  public void replicaOfNoOne() {
    throw unknown();
  }

  @Override
  public Optional<String> configGet(String name) {
    throw unknown();
  }

  @Override
  public void configSet(String name, String value) {
    throw unknown();
  }

  @Override
  public void configRewrite() {
    throw unknown();
  }

  @Override
  public Optional<String> addressSeenByServer() {
    throw unknown();
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    throw unknown();
  }

  private static AssertionError unknown() {
    return new AssertionError("this test does not ask Dynomite's client port for this");
  }
}
