// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the values of many keys and the names of further ones with one script. It skips large keys:
 * those that {@link Fingerprints} calls large.
 */
public final class Dumps {
  /** Limits the values of one answer. */
  static final int MOST_BYTES_IN_ALL = 1024 * 1024;

  /** Running time, cursor, and number of names. */
  private static final int HEAD = 3;

  private static final String NO_SCAN = "";
  private static final Script SCRIPT = new Script("clock.lua", "dump.lua");

  /** An answer of the script. */
  public static final class Answer {
    private final RedisData.Page page;
    private final List<Optional<Payload>> values;

    Answer(RedisData.Page page, List<Optional<Payload>> values) {
      this.page = page;
      this.values = values;
    }

    /** Returns the page of SCAN; empty with an empty cursor if none was requested. */
    public RedisData.Page page() {
      return page;
    }

    /**
     * Returns the values of the first keys, in their order: of all keys, unless they have more than
     * a megabyte, and of at least one. Empty for a large key.
     */
    public List<Optional<Payload>> values() {
      return values;
    }
  }

  /**
   * Requests the values of keys and a page of SCAN, without waiting for the answer; see {@link
   * RedisData#evalLater}.
   *
   * @param cursor of SCAN; empty for no page
   * @param count COUNT of SCAN
   */
  public Supplier<TimedResult<Answer>> later(
      RedisData server, List<byte[]> keys, Optional<String> cursor, int count) {
    Supplier<List<byte[]>> later =
        SCRIPT.runLater(
            server,
            keys,
            Fingerprints.MOST_BYTES,
            Fingerprints.MOST_ELEMENTS,
            MOST_BYTES_IN_ALL,
            1,
            cursor.orElse(NO_SCAN),
            count);
    return () -> parsed(server, later.get(), keys.size());
  }

  private static TimedResult<Answer> parsed(RedisData server, List<byte[]> answer, int keys) {
    if (answer.size() < HEAD) {
      throw Script.unexpected(server);
    }
    long names = Script.number(server, answer.get(2));
    long values = answer.size() - HEAD - names;
    if (names < 0 || values % 2 != 0 || values > 2L * keys || values < Math.min(2, keys)) {
      throw Script.unexpected(server);
    }
    int end = HEAD + (int) names;
    List<Optional<Payload>> payloads = new ArrayList<>((int) values / 2);
    for (int i = end; i < answer.size(); i += 2) {
      payloads.add(payload(server, answer.get(i), answer.get(i + 1)));
    }
    RedisData.Page page = new RedisData.Page(Script.text(answer.get(1)), answer.subList(HEAD, end));
    return new TimedResult<>(
        new Answer(page, Collections.unmodifiableList(payloads)),
        Script.duration(server, answer.get(0)));
  }

  private static Optional<Payload> payload(RedisData server, byte[] value, byte[] kindAndPttl) {
    if (kindAndPttl.length < 2) {
      throw Script.unexpected(server);
    }
    long pttl =
        Script.number(
            server, new String(kindAndPttl, 1, kindAndPttl.length - 1, StandardCharsets.US_ASCII));
    switch (kindAndPttl[0]) {
      case 's':
        return Optional.of(Payload.string(value, pttl));
      case 'd':
        return Optional.of(new Payload(value, pttl));
      case 'n':
        return Optional.of(new Payload(null, pttl));
      case 'l':
        return Optional.empty();
      default:
        throw Script.unexpected(server);
    }
  }
}
