package io.dynowarmup.redis;

import io.dynowarmup.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  Endpoint endpoint();

  /** The numbers of the databases that hold keys, in rising order. */
  Set<Integer> databases();

  /** SELECT; 0 at first, and after a connection that broke. */
  void select(int database);

  /**
   * SCAN.
   *
   * @param cursor "0" at first
   */
  Page scan(String cursor, int count);

  /** RANDOMKEY; empty when there is none. */
  Optional<byte[]> randomKey();

  /**
   * EVAL of a script that returns a flat list of strings.
   *
   * @param arguments ARGV
   */
  List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments);

  /** DUMP; empty when the key is not there. */
  Optional<byte[]> dump(byte[] key);

  /** Closes the connection; never throws, any number of times. */
  @Override
  void close();
}
