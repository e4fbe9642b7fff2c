// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A Redis that answers PING and INFO, or behaves as a test defines. */
public class FakeRedis implements RedisNode {
  public final CountDownLatch closed = new CountDownLatch(1);
  private final Endpoint endpoint;

  public FakeRedis(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void ping() {}

  @Override
  public RedisInfo info() {
    return Facts.of(endpoint.host()).build().info();
  }

  /**
   * Acts like a server that accepts a connection and never answers, until the connection is closed.
   * It ignores interrupts, like a thread that waits for a socket.
   */
  public final void hang() {
    boolean interrupted = false;
    while (closed.getCount() > 0) {
      try {
        if (!closed.await(20, TimeUnit.SECONDS)) {
          throw new AssertionError("the connection was not closed");
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new WarmupException(Reason.TIME_OUT, "closed");
  }

  @Override
  public void close() {
    closed.countDown();
  }

  @Override
  public RedisInfo info(String section) {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public void replicaOf(Endpoint source) {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public void replicaOfNoOne() {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public Optional<String> configGet(String name) {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public void configSet(String name, String value) {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public void configRewrite() {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public Optional<String> addressSeenByServer() {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public boolean delete(String key) {
    throw new AssertionError("a probe does not do this");
  }

  @Override
  public long exists(List<String> keys) {
    throw new AssertionError("a probe does not do this");
  }
}
