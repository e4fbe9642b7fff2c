// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the source's keys and reports failures there as failures of the source. */
final class SourceData implements RedisData {
  private final RedisData data;

  SourceData(RedisData data) {
    this.data = data;
  }

  /**
   * Runs a command.
   *
   * @throws WarmupException SOURCE_FAILED if the failure shows that the source does not serve
   */
  static <T> T told(Supplier<T> question) {
    try {
      return question.get();
    } catch (WarmupException e) {
      if (e.reason().isRejected() || e.reason() == Reason.ABORTED) {
        throw e;
      }
      throw new WarmupException(Reason.SOURCE_FAILED, "the source failed: " + e.getMessage(), e);
    }
  }

  @Override
  public Endpoint endpoint() {
    return data.endpoint();
  }

  @Override
  public Set<Integer> databases() {
    return told(data::databases);
  }

  @Override
  public void select(int database) {
    told(
        () -> {
          data.select(database);
          return database;
        });
  }

  @Override
  public Page scan(String cursor, int count) {
    return told(() -> data.scan(cursor, count));
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return told(() -> data.randomKeys(count));
  }

  @Override
  public long size() {
    return told(data::size);
  }

  @Override
  public Optional<byte[]> randomKey() {
    return told(data::randomKey);
  }

  @Override
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    return told(() -> data.eval(script, keys, arguments));
  }

  @Override
  public Supplier<List<byte[]>> evalLater(
      String script, List<byte[]> keys, List<byte[]> arguments) {
    Supplier<List<byte[]>> answer = told(() -> data.evalLater(script, keys, arguments));
    return () -> told(answer);
  }

  @Override
  public List<Payload> dump(List<byte[]> keys) {
    return told(() -> data.dump(keys));
  }

  @Override
  public long libraryCount() {
    return told(data::libraryCount);
  }

  @Override
  public Map<String, String> libraries() {
    return told(data::libraries);
  }

  @Override
  public void remove(List<byte[]> keys) {
    throw readOnly();
  }

  @Override
  public void watch(byte[] key) {
    throw readOnly();
  }

  @Override
  public void unwatch() {
    throw readOnly();
  }

  @Override
  public boolean unlessTouched(List<List<byte[]>> commands) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("nothing is written to the source");
  }

  @Override
  public void close() {
    data.close();
  }
}
