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
  private final int stringsAsTheyAre;
  private static final Script SCRIPT = new Script("clock.lua", "dump.lua");

  /** Creates an instance that reads strings as they are, which costs the server less. */
  public Dumps() {
    this(1);
  }

  private Dumps(int stringsAsTheyAre) {
    this.stringsAsTheyAre = stringsAsTheyAre;
  }

  /** Creates an instance that reads each value with DUMP. */
  public static Dumps forRestore() {
    return new Dumps(0);
  }

  /** An answer of the script. */
  public static final class Answer {
    private final RedisData.Page page;
    private final List<Optional<Payload>> values;
    private final long sentNanos;

    Answer(RedisData.Page page, List<Optional<Payload>> values, long sentNanos) {
      this.page = page;
      this.values = values;
      this.sentNanos = sentNanos;
    }

    /** Returns when they were requested, as {@link io.dynowarmup.time.Ticker#nanos}. */
    public long sentNanos() {
      return sentNanos;
    }

    /** Returns the bytes of all values. */
    public long bytes() {
      long bytes = 0;
      for (Optional<Payload> value : values) {
        bytes += value.filter(v -> !v.absent()).map(v -> v.bytes().length).orElse(0);
      }
      return bytes;
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
            stringsAsTheyAre,
            cursor.orElse(NO_SCAN),
            count);
    long sent = server.sentNanos();
    return () -> {
      long before = server.sentNanos();
      List<byte[]> answer = later.get();
      long now = server.sentNanos();
      // A retry has sent the script again.
      return parsed(server, answer, keys.size(), now == before ? sent : now);
    };
  }

  private static TimedResult<Answer> parsed(
      RedisData server, List<byte[]> answer, int keys, long sentNanos) {
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
        new Answer(page, Collections.unmodifiableList(payloads), sentNanos),
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
