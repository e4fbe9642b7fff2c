// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a large key from one server and writes it to another in chunks. */
public final class KeyChunks {
  /** The types that can be read in chunks, as TYPE returns them. */
  public static final Set<String> TYPES =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("string", "list", "set", "zset", "hash", "stream")));

  private static final String READ = Script.read("fields.lua", "stream.lua", "read.lua");
  private static final String WRITE = Script.read("write.lua");
  private static final String MEMORY =
      "local bytes = redis.pcall('MEMORY', 'USAGE', KEYS[1])"
          + " return {type(bytes) == 'number' and string.format('%.0f', bytes) or ''}";
  private static final int ELEMENTS = 500;
  private static final int STRING_BYTES = 256 * 1024;

  /** One chunk of a key. */
  public static final class Piece {
    private final String next;
    private final List<byte[]> elements;

    Piece(String next, List<byte[]> elements) {
      this.next = next;
      this.elements = elements;
    }

    /** Returns where the next chunk begins; empty after the last one. */
    public String next() {
      return next;
    }

    public long bytes() {
      long sum = 0;
      for (byte[] element : elements) {
        sum += element.length;
      }
      return sum;
    }
  }

  /**
   * Reads one chunk.
   *
   * @param type one of {@link #TYPES}, as TYPE returns it
   * @param from empty for the first chunk, then {@link Piece#next()}
   */
  public Piece read(RedisData server, byte[] key, String type, String from) {
    int count = "string".equals(type) ? STRING_BYTES : ELEMENTS;
    List<byte[]> answer =
        server.eval(
            READ,
            Collections.singletonList(key),
            Arrays.asList(ascii(type), ascii(from), ascii(String.valueOf(count))));
    if (answer.isEmpty()) {
      throw new WarmupException(
          Reason.REDIS_ERROR,
          "Redis " + server.endpoint() + " answered a script with something else");
    }
    return new Piece(
        new String(answer.get(0), StandardCharsets.US_ASCII),
        new ArrayList<>(answer.subList(1, answer.size())));
  }

  /**
   * Returns the approximate memory that the key takes in bytes, including everything that DUMP
   * would read; -1 if the server does not report it.
   */
  public long memory(RedisData server, byte[] key) {
    List<byte[]> answer =
        server.eval(MEMORY, Collections.singletonList(key), Collections.emptyList());
    String bytes = answer.isEmpty() ? "" : new String(answer.get(0), StandardCharsets.US_ASCII);
    return bytes.matches("\\d{1,18}") ? Long.parseLong(bytes) : -1;
  }

  /** Appends a chunk to the key. The key must not exist before the first chunk. */
  public void write(RedisData server, byte[] key, String type, Piece piece) {
    if (!piece.elements.isEmpty()) {
      List<byte[]> arguments = new ArrayList<>();
      arguments.add(ascii(type));
      arguments.addAll(piece.elements);
      server.evalOnce(WRITE, Collections.singletonList(key), arguments);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
