// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.FunctionLibraries;
import io.dynowarmup.sync.digest.Dumps;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyChunks;
import io.dynowarmup.sync.digest.LargeKeys;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.sync.digest.TimedResult;
import io.dynowarmup.time.Deadline;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The Redis that is dumped. One script at a time reads from it, within the limits of a throttle,
 * even if several threads use it. Thread-safe.
 */
public final class DumpSource {
  private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RedisNode node;
  private final RedisData data;
  private final Throttle throttle;
  private final Dumps dumps = new Dumps();
  private final LargeKeys largeKeys = new LargeKeys();
  private final KeyChunks chunks = new KeyChunks();
  private long nextLoad;

  /**
   * Creates a source. The caller closes both connections.
   *
   * @param node for INFO
   * @param data for keys; it may retry
   */
  public DumpSource(RedisNode node, RedisData data, Throttle throttle) {
    this.node = node;
    this.data = data;
    this.throttle = throttle;
    this.nextLoad = throttle.ticker().nanos();
  }

  synchronized RedisInfo info() {
    return node.info();
  }

  /** Returns how often commands were run; without counts if the server does not report them. */
  synchronized RedisInfo stats() {
    return node.info("commandstats");
  }

  /** Returns the deadline that lies so many milliseconds after now. */
  Deadline in(long millis) {
    return Deadline.after(throttle.ticker(), millis);
  }

  /**
   * Waits.
   *
   * @throws WarmupException ABORTED if the dump is to end
   */
  void pause(long millis) throws InterruptedException {
    throttle.waitMillis(millis);
    if (throttle.cancelled()) {
      throw new WarmupException(Reason.ABORTED, "the dump was aborted");
    }
  }

  String endpoint() {
    return node.endpoint().toString();
  }

  synchronized Set<Integer> databases() {
    return data.databases();
  }

  synchronized RedisData.Page scan(int database, String cursor) throws InterruptedException {
    begin();
    data.select(database);
    int most = throttle.batch(Work.PRESENCE);
    throttle.sends(Collections.emptyList());
    return throttle.script(Work.PRESENCE, most, () -> data.scan(cursor, most));
  }

  /** Returns how many keys one script reads now. */
  synchronized int batch() {
    return throttle.batch(Work.DIGEST);
  }

  /**
   * Reads values; see {@link Dumps.Answer#values}.
   *
   * @return the values of the first keys, at least of one
   */
  synchronized List<Optional<Payload>> values(int database, List<byte[]> keys)
      throws InterruptedException {
    begin();
    data.select(database);
    throttle.sends(keys);
    long sent = throttle.ticker().nanos();
    Supplier<TimedResult<Dumps.Answer>> answer =
        dumps.later(data, keys, Optional.empty(), keys.size());
    List<Optional<Payload>> values =
        throttle.timed(Work.DIGEST, sent, answer, found -> found.values().size()).values();
    long bytes = 0;
    for (Optional<Payload> value : values) {
      bytes += value.filter(v -> !v.absent()).map(v -> v.bytes().length).orElse(0);
    }
    throttle.fetched(bytes);
    return values;
  }

  /** Returns the complete fingerprint of a large key. */
  synchronized Fingerprint print(int database, byte[] key) throws InterruptedException {
    begin();
    data.select(database);
    return throttle.script(Work.DIGEST, 1, () -> largeKeys.print(data, key));
  }

  /** Returns about how much memory a key takes in bytes. */
  synchronized long memory(int database, byte[] key) {
    data.select(database);
    return chunks.memory(data, key).orElse(Long.MAX_VALUE);
  }

  /** Returns a piece of a large key; see {@link KeyChunks#read}. */
  synchronized KeyChunks.Chunk piece(int database, byte[] key, String type, String from)
      throws InterruptedException {
    begin();
    data.select(database);
    KeyChunks.Chunk piece =
        throttle.script(Work.DIGEST, 1, () -> chunks.read(data, key, type, from));
    throttle.fetched(piece.bytes());
    return piece;
  }

  /** Returns the reply of DUMP, whatever its size. */
  synchronized Payload whole(int database, byte[] key) throws InterruptedException {
    begin();
    data.select(database);
    Payload payload = data.dump(Collections.singletonList(key)).get(0);
    throttle.fetched(payload.absent() ? 0 : payload.bytes().length);
    return payload;
  }

  synchronized Map<String, String> libraries() {
    return FunctionLibraries.of(data);
  }

  private void begin() throws InterruptedException {
    if (throttle.cancelled()) {
      throw new WarmupException(Reason.ABORTED, "the dump was cancelled");
    }
    if (throttle.ticker().nanos() - nextLoad >= 0) {
      throttle.updateLoad(data.stats());
      throttle.probe(data::size);
      nextLoad = throttle.ticker().nanos() + LOAD_NANOS;
    }
  }

  /**
   * Returns when a key expires, from the time to live that was read just now; see {@link
   * Payload#ttl}.
   */
  long expiry(long askedMillis, Payload payload) {
    long ttl = payload.ttl();
    return ttl == 0 ? -1 : askedMillis + ttl;
  }

  /** Returns milliseconds since 1970. */
  long now() {
    return throttle.ticker().epochMillis();
  }
}
