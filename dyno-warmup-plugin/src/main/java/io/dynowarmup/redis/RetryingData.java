// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Keys and values of a Redis, with retries of transient failures. See {@link Retrier}. */
public final class RetryingData implements RedisData {
  private final RedisData data;
  private final Retrier retrier;

  public RetryingData(RedisData data, Retrier retrier) {
    this.data = data;
    this.retrier = retrier;
  }

  @Override
  public Endpoint endpoint() {
    return data.endpoint();
  }

  @Override
  public Set<Integer> databases() {
    return retrier.ask(data::databases);
  }

  @Override
  public void select(int database) {
    retrier.ask(
        () -> {
          data.select(database);
          return database;
        });
  }

  @Override
  public Page scan(String cursor, int count) {
    return retrier.ask(() -> data.scan(cursor, count));
  }

  @Override
  public long size() {
    return retrier.ask(data::size);
  }

  @Override
  public Optional<byte[]> randomKey() {
    return retrier.ask(data::randomKey);
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return retrier.ask(() -> data.randomKeys(count));
  }

  @Override
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    return retrier.ask(() -> data.eval(script, keys, arguments));
  }

  @Override
  public List<byte[]> evalOnce(String script, List<byte[]> keys, List<byte[]> arguments) {
    return retrier.once(() -> data.evalOnce(script, keys, arguments));
  }

  /** Sends a retry without waiting for the first reply, which may never arrive. */
  @Override
  public Supplier<List<byte[]>> evalLater(
      String script, List<byte[]> keys, List<byte[]> arguments) {
    Supplier<List<byte[]>> first = retrier.ask(() -> data.evalLater(script, keys, arguments));
    boolean[] asked = new boolean[1];
    return () ->
        retrier.ask(
            () -> {
              if (asked[0]) {
                return data.eval(script, keys, arguments);
              }
              asked[0] = true;
              return first.get();
            });
  }

  @Override
  public List<Payload> dump(List<byte[]> keys) {
    return retrier.ask(() -> data.dump(keys));
  }

  @Override
  public long libraryCount() {
    return retrier.ask(data::libraryCount);
  }

  @Override
  public Map<String, String> libraries() {
    return retrier.ask(data::libraries);
  }

  @Override
  public void loadLibrary(String code) {
    retrier.ask(
        () -> {
          data.loadLibrary(code);
          return code;
        });
  }

  /**
   * Not retried: the caller has just seen the library, so a retry after a lost reply could fail
   * because the library is already deleted.
   */
  @Override
  public void deleteLibrary(String name) {
    data.deleteLibrary(name);
  }

  @Override
  public void remove(List<byte[]> keys) {
    retrier.ask(
        () -> {
          data.remove(keys);
          return keys;
        });
  }

  @Override
  public void watch(byte[] key) {
    retrier.ask(
        () -> {
          data.watch(key);
          return key;
        });
  }

  @Override
  public void unwatch() {
    retrier.ask(
        () -> {
          data.unwatch();
          return data;
        });
  }

  /**
   * Also returns false if it is unknown whether the transaction ran. The caller then compares the
   * key again.
   */
  @Override
  public boolean unlessTouched(List<List<byte[]>> commands) {
    try {
      return data.unlessTouched(commands);
    } catch (WarmupException e) {
      if (e.reason().isTransient()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    data.close();
  }
}
