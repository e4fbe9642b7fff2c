// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Computes the states of keys with scripts on their server. A digest covers the logical content.
 * The order of elements counts for lists and streams, but not for sets, hashes and sorted sets. A
 * key that is too large to read in one go is read in pieces, so that no script runs for long.
 *
 * <p>Reading a key counts as an access for the server's LRU and LFU.
 */
public final class Digests {
  /** Limits a script to a few milliseconds. */
  static final int MOST_BYTES = 1024 * 1024;

  static final int MOST_ELEMENTS = 2_000;

  private static final int FIELDS = 4;

  /**
   * The number of values for a hash: its number of fields, the sum of their expiry times, and how
   * many fields expire.
   */
  private static final int HASH_FIELDS = 3;

  private static final long WORD = 1L << 32;

  private static final String KEYS =
      Script.read("fields.lua", "stream.lua", "content.lua", "keys.lua");
  private static final String PIECE = Script.read("fields.lua", "stream.lua", "piece.lua");

  private final int mostBytes;
  private final int mostElements;

  public Digests() {
    this(MOST_BYTES, MOST_ELEMENTS);
  }

  Digests(int mostBytes, int mostElements) {
    this.mostBytes = mostBytes;
    this.mostElements = mostElements;
  }

  /**
   * Returns the states of keys.
   *
   * @return one state for each key, in the same order
   * @throws WarmupException the error of the server; NOPERM if scripts are not allowed
   */
  public List<KeyState> of(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return Collections.emptyList();
    }
    List<byte[]> answer =
        server.eval(KEYS, keys, Arrays.asList(number(mostBytes), number(mostElements)));
    if (answer.size() != keys.size() * FIELDS) {
      throw nonsense(server);
    }
    List<KeyState> states = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      KeyState state = state(server, answer.subList(i * FIELDS, (i + 1) * FIELDS));
      boolean large = !state.absent() && state.digest().isEmpty();
      states.add(large ? inPieces(server, keys.get(i), state) : state);
    }
    return states;
  }

  /** Returns type, size and expiry of each key, without a digest. */
  public List<KeyState> sizes(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return Collections.emptyList();
    }
    List<byte[]> answer = server.eval(KEYS, keys, Arrays.asList(number(-1), number(-1)));
    if (answer.size() != keys.size() * FIELDS) {
      throw nonsense(server);
    }
    List<KeyState> states = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      states.add(state(server, answer.subList(i * FIELDS, (i + 1) * FIELDS)));
    }
    return states;
  }

  private static KeyState state(RedisData server, List<byte[]> fields) {
    String type = text(fields.get(0));
    if (type.equals(KeyState.ABSENT.type())) {
      return KeyState.ABSENT;
    }
    String[] digest = text(fields.get(3)).split("~", -1);
    FieldExpiries expiries =
        digest.length == 3
            ? new FieldExpiries(parse(server, ascii(digest[1])), parse(server, ascii(digest[2])))
            : FieldExpiries.NONE;
    return new KeyState(
        type, parse(server, fields.get(1)), parse(server, fields.get(2)), digest[0], expiries);
  }

  private KeyState inPieces(RedisData server, byte[] key, KeyState state) {
    boolean ordered = Arrays.asList("string", "list", "stream").contains(state.type());
    int count = "string".equals(state.type()) ? mostBytes : mostElements;
    long[] sums = new long[FIELDS];
    long size = 0;
    FieldExpiries expiries = FieldExpiries.NONE;
    String from = "";
    do {
      List<byte[]> piece =
          server.eval(
              PIECE,
              Collections.singletonList(key),
              Arrays.asList(ascii(state.type()), ascii(from), number(count)));
      if (piece.size() != FIELDS + 1 && piece.size() != FIELDS + 1 + HASH_FIELDS) {
        throw nonsense(server);
      }
      if (piece.size() > FIELDS + 1) {
        size += parse(server, piece.get(FIELDS + 1));
        expiries =
            expiries.plus(
                new FieldExpiries(
                    parse(server, piece.get(FIELDS + 2)), parse(server, piece.get(FIELDS + 3))));
      }
      for (int i = 0; i < FIELDS; i++) {
        long part = parse(server, piece.get(i + 1));
        sums[i] = ((ordered ? sums[i] * 31 : sums[i]) + part) % WORD;
      }
      from = text(piece.get(0));
    } while (!from.isEmpty());
    // For a hash with expiring fields, HLEN also counts fields that have expired but still exist.
    return new KeyState(
        state.type(),
        size > 0 ? size : state.size(),
        state.pttl(),
        "pieces" + Arrays.toString(sums),
        expiries);
  }

  private static long parse(RedisData server, byte[] number) {
    try {
      return Long.parseLong(text(number));
    } catch (NumberFormatException e) {
      throw nonsense(server);
    }
  }

  private static WarmupException nonsense(RedisData server) {
    return new WarmupException(
        Reason.REDIS_ERROR,
        "Redis " + server.endpoint() + " answered a digest script with something else");
  }

  private static byte[] number(int value) {
    return ascii(String.valueOf(value));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
