// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A Redis that receives at most a given number of commands in any second. A further command waits.
 */
public final class PacedNode implements RedisNode {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int INFO_COMMANDS = 4;
  private static final int INFO_ONLY_COMMANDS = 2;

  private final RedisNode node;
  private final Ticker ticker;
  private final Pause pause;
  private final long[] sentAt;
  private long sent;
  private volatile RedisInfo first;

  /**
   * Creates a node with a limit.
   *
   * @param perSecond most commands in any second, 1 or more
   */
  public PacedNode(RedisNode node, int perSecond, Ticker ticker, Pause pause) {
    this.node = node;
    this.sentAt = new long[perSecond];
    this.ticker = ticker;
    this.pause = pause;
  }

  /** Waits until one more command is allowed, at most one second. */
  private synchronized void await() {
    int slot = (int) (sent % sentAt.length);
    try {
      while (sent >= sentAt.length && leftNanos(slot) > 0) {
        long millis = TimeUnit.NANOSECONDS.toMillis(leftNanos(slot) + 999_999);
        pause.millis(millis, CancelSignal.never());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(
          Reason.ABORTED, "interrupted before a command to Redis " + endpoint(), e);
    }
    sentAt[slot] = ticker.nanos();
    sent++;
  }

  /** Waits until the given number of commands is allowed. */
  private void await(int commands) {
    for (int i = 0; i < commands; i++) {
      await();
    }
  }

  private long leftNanos(int slot) {
    return sentAt[slot] + WINDOW_NANOS - ticker.nanos();
  }

  private <T> T paced(Supplier<T> command) {
    await();
    return command.get();
  }

  private void paced(Runnable command) {
    await();
    command.run();
  }

  @Override
  public Endpoint endpoint() {
    return node.endpoint();
  }

  @Override
  public void ping() {
    paced(node::ping);
  }

  /**
   * Counts four commands for the first call. Later calls count two, because the reserved keys are
   * read only once.
   */
  @Override
  public RedisInfo info() {
    RedisInfo known = first;
    if (known == null) {
      await(INFO_COMMANDS);
      known = node.info();
      first = known;
      return known;
    }
    return infoOnly().withOwnKeysOf(known);
  }

  @Override
  public RedisInfo infoOnly() {
    await(INFO_ONLY_COMMANDS);
    return node.infoOnly();
  }

  @Override
  public boolean exchange(String key, String expected, String value, long ttlMillis) {
    return paced(() -> node.exchange(key, expected, value, ttlMillis));
  }

  @Override
  public void name(String name) {
    paced(() -> node.name(name));
  }

  @Override
  public List<String> clientNames() {
    return paced(node::clientNames);
  }

  @Override
  public RedisInfo info(String section) {
    return paced(() -> node.info(section));
  }

  @Override
  public long dbSize() {
    return paced(node::dbSize);
  }

  @Override
  public void replicaOf(Endpoint source) {
    paced(() -> node.replicaOf(source));
  }

  @Override
  public void replicaOfNoOne() {
    paced(node::replicaOfNoOne);
  }

  @Override
  public Optional<String> configGet(String name) {
    return paced(() -> node.configGet(name));
  }

  @Override
  public void configSet(String name, String value) {
    paced(() -> node.configSet(name, value));
  }

  @Override
  public void configRewrite() {
    paced(node::configRewrite);
  }

  @Override
  public Optional<String> addressSeenByServer() {
    return paced(node::addressSeenByServer);
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    paced(() -> node.set(key, value, ttlMillis));
  }

  /** Counts two commands. */
  @Override
  public RedisInfo pauseWrites(long millis) {
    await();
    return paced(() -> node.pauseWrites(millis));
  }

  @Override
  public void resumeWrites() {
    paced(node::resumeWrites);
  }

  @Override
  public boolean delete(String key) {
    return paced(() -> node.delete(key));
  }

  @Override
  public long exists(List<String> keys) {
    return paced(() -> node.exists(keys));
  }

  /** Counts one command. */
  @Override
  public List<Answer> ask(List<List<String>> questions) {
    return paced(() -> node.ask(questions));
  }

  @Override
  public OptionalLong timeMicros() {
    return paced(node::timeMicros);
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return paced(() -> node.randomKeys(count));
  }

  @Override
  public OptionalLong present(List<byte[]> keys) {
    return paced(() -> node.present(keys));
  }

  @Override
  public Optional<ClientList> clients() {
    return paced(node::clients);
  }

  @Override
  public void close() {
    node.close();
  }
}
