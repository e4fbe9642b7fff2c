// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A Redis whose command is sent once more on a new connection if the connection turns out to be
 * closed. A server closes an idle connection (its {@code timeout}), and an operator may close it
 * (CLIENT KILL). All commands of a {@link RedisNode} except {@link #exchange} may run twice.
 */
public final class SecondTryNode implements RedisNode {
  private final RedisNode node;

  public SecondTryNode(RedisNode node) {
    this.node = node;
  }

  private static <T> T twice(Supplier<T> command) {
    try {
      return command.get();
    } catch (WarmupException e) {
      if (e.reason() != Reason.CONNECTION_LOST) {
        throw e;
      }
      return command.get();
    }
  }

  private static void twice(Runnable command) {
    twice(
        () -> {
          command.run();
          return null;
        });
  }

  @Override
  public Endpoint endpoint() {
    return node.endpoint();
  }

  @Override
  public void ping() {
    twice(node::ping);
  }

  @Override
  public RedisInfo info() {
    return twice(() -> node.info());
  }

  @Override
  public RedisInfo infoOnly() {
    return twice(node::infoOnly);
  }

  /**
   * Sent once: after a lost connection it is unknown whether the write ran; the caller reads the
   * key.
   */
  @Override
  public boolean exchange(String key, String expected, String value, long ttlMillis) {
    return node.exchange(key, expected, value, ttlMillis);
  }

  @Override
  public void name(String name) {
    twice(() -> node.name(name));
  }

  @Override
  public List<String> clientNames() {
    return twice(node::clientNames);
  }

  @Override
  public RedisInfo info(String section) {
    return twice(() -> node.info(section));
  }

  @Override
  public long dbSize() {
    return twice(node::dbSize);
  }

  @Override
  public void replicaOf(Endpoint source) {
    twice(() -> node.replicaOf(source));
  }

  @Override
  public void replicaOfNoOne() {
    twice(node::replicaOfNoOne);
  }

  @Override
  public Optional<String> configGet(String name) {
    return twice(() -> node.configGet(name));
  }

  @Override
  public void configSet(String name, String value) {
    twice(() -> node.configSet(name, value));
  }

  @Override
  public void configRewrite() {
    twice(node::configRewrite);
  }

  @Override
  public Optional<String> addressSeenByServer() {
    return twice(node::addressSeenByServer);
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    twice(() -> node.set(key, value, ttlMillis));
  }

  @Override
  public RedisInfo pauseWrites(long millis) {
    return twice(() -> node.pauseWrites(millis));
  }

  @Override
  public void resumeWrites() {
    twice(node::resumeWrites);
  }

  @Override
  public boolean delete(String key) {
    return twice(() -> node.delete(key));
  }

  @Override
  public long exists(List<String> keys) {
    return twice(() -> node.exists(keys));
  }

  @Override
  public List<Answer> ask(List<List<String>> questions) {
    return twice(() -> node.ask(questions));
  }

  @Override
  public Optional<ClientList> clients() {
    return twice(node::clients);
  }

  @Override
  public OptionalLong timeMicros() {
    return twice(node::timeMicros);
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return twice(() -> node.randomKeys(count));
  }

  @Override
  public OptionalLong present(List<byte[]> keys) {
    return twice(() -> node.present(keys));
  }

  @Override
  public void close() {
    node.close();
  }
}
