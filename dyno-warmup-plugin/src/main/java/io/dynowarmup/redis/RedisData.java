// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The keys and values of one Redis, as binary data. One connection, used by one thread at a time.
 * Limits and errors are those of {@link RedisNode}.
 */
public interface RedisData extends AutoCloseable {
  /** One page of SCAN. */
  final class Page {
    private final String cursor;
    private final List<byte[]> keys;

    public Page(String cursor, List<byte[]> keys) {
      this.cursor = cursor;
      this.keys = keys;
    }

    /** Returns the cursor of the next page; "0" after the last page. */
    public String cursor() {
      return cursor;
    }

    /** Returns the keys of the page. A key may occur in two pages. */
    public List<byte[]> keys() {
      return keys;
    }
  }

  /** The value and expiry from which a key is created. */
  final class Payload {
    private final byte[] bytes;
    private final long pttl;
    private final boolean plain;
    private final OptionalLong readNanos;

    /**
     * Creates a payload for RESTORE.
     *
     * @param bytes the reply of DUMP; null if the key does not exist
     * @param pttl the reply of PTTL in ms; -1 without an expiry, -2 if the key does not exist
     */
    public Payload(byte[] bytes, long pttl) {
      this(bytes, pttl, false, OptionalLong.empty());
    }

    private Payload(byte[] bytes, long pttl, boolean plain, OptionalLong readNanos) {
      this.bytes = bytes;
      this.pttl = pttl;
      this.plain = plain;
      this.readNanos = readNanos;
    }

    /**
     * Returns the same payload with the time of its expiry.
     *
     * @param nanos when the expiry was read, as {@link io.dynowarmup.time.Ticker#nanos}
     */
    public Payload readAt(long nanos) {
      return new Payload(bytes, pttl, plain, OptionalLong.of(nanos));
    }

    /** Creates a payload for SET: the value of a string. */
    public static Payload string(byte[] value, long pttl) {
      return new Payload(value, pttl, true, OptionalLong.empty());
    }

    /** Returns whether the key does not exist. */
    public boolean absent() {
      return bytes == null || pttl == -2;
    }

    /** Returns whether the bytes are the value of a string, not a reply of DUMP. */
    public boolean plain() {
      return plain;
    }

    public byte[] bytes() {
      return bytes;
    }

    /** Returns the time to live in ms as RESTORE expects it: 0 without an expiry. */
    public long ttl() {
      return ttl(0);
    }

    /**
     * Returns the time to live in ms at this moment; at least 1 for a key that expires. It is that
     * of PTTL if the time of the expiry is not known.
     *
     * @param nowNanos as {@link io.dynowarmup.time.Ticker#nanos}
     */
    public long ttlAt(long nowNanos) {
      long age = readNanos.isPresent() ? Math.max(0, nowNanos - readNanos.getAsLong()) : 0;
      return ttl(TimeUnit.NANOSECONDS.toMillis(age));
    }

    /** Returns the time to live in ms, so long after PTTL; at least 1 for a key that expires. */
    public long ttl(long ageMillis) {
      return pttl < 0 ? 0 : Math.max(1, pttl - ageMillis);
    }
  }

  Endpoint endpoint();

  /** Returns when commands were last sent, as {@link io.dynowarmup.time.Ticker#nanos}. */
  default long sentNanos() {
    throw new UnsupportedOperationException("no time at " + endpoint());
  }

  /**
   * Returns these keys with a policy around the present one. Both share the connection. Data
   * without a connection returns itself.
   */
  default RedisData with(CommandPolicy policy) {
    return this;
  }

  /** Returns the numbers of the databases that hold keys, in ascending order. */
  Set<Integer> databases();

  /**
   * Sends SELECT. The initial database is 0. The selection also applies to a new connection after
   * this one broke.
   */
  void select(int database);

  /**
   * Sends SCAN.
   *
   * @param cursor "0" for the first page
   */
  Page scan(String cursor, int count);

  /** Sends DBSIZE for the selected database. */
  long size();

  /** Sends RANDOMKEY; empty if the database is empty. */
  Optional<byte[]> randomKey();

  /**
   * Returns the given number of random keys, each once; fewer if there are not that many. See
   * {@link RedisNode#randomKeys}.
   */
  List<byte[]> randomKeys(int count);

  /**
   * Sends EVALSHA for a script that returns a flat list of strings. Sends EVAL if the server does
   * not know the script.
   *
   * @param arguments ARGV
   */
  List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments);

  /**
   * Runs a script like {@link #eval}. Its arguments depend on the time, so they are made again for
   * each retry.
   *
   * @param arguments makes ARGV
   */
  default List<byte[]> evalFresh(
      String script, List<byte[]> keys, Supplier<List<byte[]>> arguments) {
    return eval(script, keys, arguments.get());
  }

  /**
   * Runs a script like {@link #eval}, but never twice.
   *
   * @throws io.dynowarmup.api.WarmupException CONNECTION_LOST or TIME_OUT if it is unknown whether
   *     the script ran
   */
  default List<byte[]> evalOnce(String script, List<byte[]> keys, List<byte[]> arguments) {
    return eval(script, keys, arguments);
  }

  /**
   * Sends a script like {@link #eval} without waiting for the reply. Other commands may be sent
   * before it is read.
   *
   * @return waits for the reply; call it once
   */
  Supplier<List<byte[]>> evalLater(String script, List<byte[]> keys, List<byte[]> arguments);

  /** Sends INFO for the section Stats; empty if the server does not report it. */
  default RedisInfo stats() {
    return RedisInfo.parse("");
  }

  /**
   * Sends DUMP and PTTL for each key, in one packet.
   *
   * @return one payload for each key, in the same order
   */
  List<Payload> dump(List<byte[]> keys);

  /**
   * Returns the number of function libraries (INFO memory). A server that does not report it has
   * none, as before Redis 7.0.
   */
  default long libraryCount() {
    return 0;
  }

  /** Sends FUNCTION LIST WITHCODE. Returns the code of each library by its name, sorted by name. */
  default Map<String, String> libraries() {
    return Collections.emptyMap();
  }

  /** Sends FUNCTION LOAD REPLACE. The code contains the name of its library. */
  default void loadLibrary(String code) {
    throw new UnsupportedOperationException("no functions at " + endpoint());
  }

  /** Sends FUNCTION DELETE. */
  default void deleteLibrary(String name) {
    throw new UnsupportedOperationException("no functions at " + endpoint());
  }

  /**
   * Creates or overwrites keys, with RESTORE or SET in one packet, without waiting for the replies.
   * An expiry that was read before a retry is shortened by the time since then.
   *
   * @param payloads one for each key, none absent
   * @param readNanos when the expiries were read, as {@link io.dynowarmup.time.Ticker#nanos}
   * @return waits for the replies; call it once. It returns for each key the error of the server;
   *     empty if it was created
   */
  default Supplier<List<Optional<WarmupException>>> restoreLater(
      List<byte[]> keys, List<Payload> payloads, long readNanos) {
    throw new UnsupportedOperationException("no RESTORE at " + endpoint());
  }

  /** Sends DEL. */
  void remove(List<byte[]> keys);

  /** Sends WATCH for one more key; it lasts until {@link #unwatch} or {@link #unlessTouched}. */
  void watch(byte[] key);

  /** Sends UNWATCH. */
  void unwatch();

  /**
   * Runs the commands in a transaction: MULTI, the commands, EXEC.
   *
   * @param commands each a command with its arguments
   * @return false if a watched key was touched or the watching connection broke, and also if it is
   *     unknown whether the transaction ran; the caller then compares the keys again
   */
  boolean unlessTouched(List<List<byte[]>> commands);

  /** Closes the connection. Never throws; may be called more than once. */
  @Override
  void close();
}
