// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Computes fingerprints of keys with scripts on their server. The order of elements counts for
 * lists and streams, but not for sets, hashes and sorted sets. Reading a key counts as an access
 * for the server's LRU and LFU.
 *
 * <p>Each compared key costs its name and 9 bytes on the wire: 17 bytes if it expires, 29 for a
 * hash with expiring fields.
 */
public final class Fingerprints {
  /** Limits a script to a few milliseconds. */
  static final int MOST_BYTES = 1024 * 1024;

  static final int MOST_ELEMENTS = 2_000;

  private static final Script SCAN = script("names.lua", "scan.lua");
  private static final Script PRINTS = script("fingerprints.lua");
  private static final Script PRESENCE = new Script("clock.lua", "names.lua", "presence.lua");

  private final int mostBytes;
  private final int mostElements;

  public Fingerprints() {
    this(MOST_BYTES, MOST_ELEMENTS);
  }

  /**
   * Creates an instance with its own limits.
   *
   * @param mostBytes a longer string is large
   * @param mostElements any other key with more elements is large; so is one with more than 16
   *     elements that takes more than 4 MiB
   */
  public Fingerprints(int mostBytes, int mostElements) {
    this.mostBytes = mostBytes;
    this.mostElements = mostElements;
  }

  private static Script script(String... last) {
    List<String> files =
        new ArrayList<>(
            Arrays.asList(
                "clock.lua", "fields.lua", "stream.lua", "content.lua", "fingerprint.lua"));
    files.addAll(Arrays.asList(last));
    return new Script(files.toArray(new String[0]));
  }

  /** One page of keys and their fingerprints. */
  public static final class Page {
    private final String cursor;
    private final List<byte[]> keys;
    private final List<Fingerprint> prints;

    /** Creates a page with the fingerprints of its keys, in the same order. */
    public Page(String cursor, List<byte[]> keys, List<Fingerprint> prints) {
      this.cursor = cursor;
      this.keys = keys;
      this.prints = prints;
    }

    /** Returns the cursor of the next page; "0" after the last page. */
    public String cursor() {
      return cursor;
    }

    public List<byte[]> keys() {
      return keys;
    }

    /** Returns one fingerprint for each key. */
    public List<Fingerprint> prints() {
      return prints;
    }
  }

  /**
   * Scans one page of keys with SCAN.
   *
   * @param without keys with this prefix are left out
   */
  public TimedResult<Page> scan(RedisData server, String cursor, int count, String without) {
    List<byte[]> answer =
        SCAN.run(server, Collections.emptyList(), cursor, count, mostBytes, mostElements, without);
    if (answer.size() != 4) {
      throw Script.unexpected(server);
    }
    List<byte[]> keys = names(server, answer.get(2));
    Page page =
        new Page(Script.text(answer.get(0)), keys, unpack(server, answer.get(1), keys.size()));
    return new TimedResult<>(page, Script.duration(server, answer.get(3)));
  }

  /**
   * Returns the fingerprints of keys.
   *
   * @return one fingerprint for each key, in the same order
   */
  public TimedResult<List<Fingerprint>> of(RedisData server, List<byte[]> keys) {
    return ofLater(server, keys).get();
  }

  /**
   * Requests fingerprints as {@link #of} does, without waiting for the answer; see {@link
   * RedisData#evalLater}.
   */
  public Supplier<TimedResult<List<Fingerprint>>> ofLater(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return () -> new TimedResult<>(Collections.emptyList(), 0);
    }
    Supplier<List<byte[]>> later = PRINTS.runLater(server, keys, mostBytes, mostElements);
    return () -> {
      List<byte[]> answer = later.get();
      if (answer.size() != 2) {
        throw Script.unexpected(server);
      }
      return new TimedResult<>(
          unpack(server, answer.get(0), keys.size()), Script.duration(server, answer.get(1)));
    };
  }

  /**
   * Returns whether keys exist.
   *
   * @return one value for each key, in the same order
   */
  public TimedResult<List<Boolean>> present(RedisData server, List<byte[]> keys) {
    return presentLater(server, keys).get();
  }

  /** Asks as {@link #present} does, without waiting for the answer. */
  public Supplier<TimedResult<List<Boolean>>> presentLater(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return () -> new TimedResult<>(Collections.emptyList(), 0);
    }
    Supplier<List<byte[]>> later =
        PRESENCE.runLater(server, Collections.emptyList(), (Object) PackedNames.pack(keys));
    return () -> present(server, keys, later.get());
  }

  private static TimedResult<List<Boolean>> present(
      RedisData server, List<byte[]> keys, List<byte[]> answer) {
    if (answer.size() != 2 || answer.get(0).length != keys.size()) {
      throw Script.unexpected(server);
    }
    List<Boolean> present = new ArrayList<>(keys.size());
    for (byte flag : answer.get(0)) {
      present.add(flag == '1');
    }
    return new TimedResult<>(present, Script.duration(server, answer.get(1)));
  }

  private static List<byte[]> names(RedisData server, byte[] packed) {
    try {
      return PackedNames.unpack(packed);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw Script.unexpected(server);
    }
  }

  private static List<Fingerprint> unpack(RedisData server, byte[] packed, int expected) {
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    List<Fingerprint> prints = new ArrayList<>(expected);
    try {
      for (int i = 0; i < expected; i++) {
        prints.add(Fingerprint.read(buffer));
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw Script.unexpected(server);
    }
    return prints;
  }
}
