// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The keys of one Redis and their values, binary as they are. One connection, used by one thread at
 * a time; limits and errors as {@link RedisNode}'s.
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

    /** For the next page; "0" after the last one. */
    public String cursor() {
      return cursor;
    }

    /** Some keys; one may come in two pages. */
    public List<byte[]> keys() {
      return keys;
    }
  }

  /** What RESTORE makes a key from. */
  final class Payload {
    private final byte[] bytes;
    private final long pttl;

    /**
     * @param bytes of DUMP; null when the key is not there
     * @param pttl of PTTL, in ms; -1 without an expiry
     */
    public Payload(byte[] bytes, long pttl) {
      this.bytes = bytes;
      this.pttl = pttl;
    }

    /** Whether there is no such key. */
    public boolean absent() {
      return bytes == null || pttl == -2;
    }

    public byte[] bytes() {
      return bytes;
    }

    /** In ms, as RESTORE wants it: 0 without an expiry. */
    public long ttl() {
      return pttl < 0 ? 0 : Math.max(1, pttl);
    }
  }

  Endpoint endpoint();

  /** The numbers of the databases that hold keys, in rising order. */
  Set<Integer> databases();

  /** SELECT; 0 at first, and the same again after a connection that broke. */
  void select(int database);

  /**
   * SCAN.
   *
   * @param cursor "0" at first
   */
  Page scan(String cursor, int count);

  /** DBSIZE of the selected database. */
  long size();

  /** RANDOMKEY; empty when there is none. */
  Optional<byte[]> randomKey();

  /**
   * So many keys at random, each once; fewer where there are no more. See {@link
   * RedisNode#randomKeys}.
   */
  List<byte[]> randomKeys(int count);

  /**
   * EVALSHA of a script that returns a flat list of strings; EVAL where the server does not know
   * it.
   *
   * @param arguments ARGV
   */
  List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments);

  /**
   * As {@link #eval}, for a script that may not run twice.
   *
   * @throws io.dynowarmup.api.WarmupException CONNECTION_LOST or TIME_OUT when nobody knows whether
   *     it has run
   */
  default List<byte[]> evalOnce(String script, List<byte[]> keys, List<byte[]> arguments) {
    return eval(script, keys, arguments);
  }

  /**
   * As {@link #eval}, without waiting for the answer.
   *
   * @return waits for it; to be asked once, and before anything else is asked of this Redis: what
   *     is asked in between makes it fail
   */
  Supplier<List<byte[]>> evalLater(String script, List<byte[]> keys, List<byte[]> arguments);

  /**
   * DUMP and PTTL of each key, in one packet.
   *
   * @return one for each key, in their order
   */
  List<Payload> dump(List<byte[]> keys);

  /**
   * How many function libraries it has (INFO memory); -1 where it knows none, as before Redis 7.0.
   */
  default long libraryCount() {
    return -1;
  }

  /** FUNCTION LIST WITHCODE: the code of each library by its name, in the order of the names. */
  default Map<String, String> libraries() {
    return Collections.emptyMap();
  }

  /** FUNCTION LOAD REPLACE: the code names its library. */
  default void loadLibrary(String code) {
    throw new UnsupportedOperationException("no functions at " + endpoint());
  }

  /** FUNCTION DELETE. */
  default void deleteLibrary(String name) {
    throw new UnsupportedOperationException("no functions at " + endpoint());
  }

  /** DEL. */
  void remove(List<byte[]> keys);

  /** WATCH, until {@link #unwatch} or {@link #unlessTouched}. */
  void watch(byte[] key);

  /** UNWATCH. */
  void unwatch();

  /**
   * MULTI, the commands, EXEC.
   *
   * @param commands each with its arguments
   * @return false when a watched key was touched meanwhile, or the connection that watched broke:
   *     nothing was done then, as far as one can know
   */
  boolean unlessTouched(List<List<byte[]>> commands);

  /** Closes the connection; never throws, any number of times. */
  @Override
  void close();
}
