// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a large key from one server and writes it to another in chunks of at most 500 elements. A
 * chunk takes about 1 MiB, or more if its elements are large; see pages.lua.
 */
public final class KeyChunks {
  /** The types that can be read in chunks, as TYPE returns them. */
  public static final Set<String> TYPES =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("string", "list", "set", "zset", "hash", "stream")));

  private static final Script READ =
      new Script("fields.lua", "stream.lua", "pages.lua", "read_chunk.lua");
  private static final Script WRITE = new Script("write_chunk.lua", "written.lua");
  private static final Script APPEND =
      new Script("copy_exists.lua", "write_chunk.lua", "copy_expires.lua");
  private static final Script MEMORY = new Script("memory.lua");
  private static final int ELEMENTS = 500;
  private static final int STRING_BYTES = 256 * 1024;

  /** One chunk of a key. */
  public static final class Chunk {
    private final String next;
    private final List<byte[]> elements;

    Chunk(String next, List<byte[]> elements) {
      this.next = next;
      this.elements = elements;
    }

    /** Returns a chunk that was read before. */
    public static Chunk of(List<byte[]> elements) {
      return new Chunk("", elements);
    }

    /** Returns where the next chunk begins; empty after the last one. */
    public String next() {
      return next;
    }

    /** Returns the elements as read_chunk.lua describes them. */
    public List<byte[]> elements() {
      return Collections.unmodifiableList(elements);
    }

    public long bytes() {
      return elements.stream().mapToLong(element -> element.length).sum();
    }
  }

  /**
   * Reads one chunk.
   *
   * @param type one of {@link #TYPES}, as TYPE returns it
   * @param from empty for the first chunk, then {@link Chunk#next()}
   */
  public Chunk read(RedisData server, byte[] key, String type, String from) {
    int count = "string".equals(type) ? STRING_BYTES : ELEMENTS;
    List<byte[]> answer = READ.run(server, Collections.singletonList(key), type, from, count);
    if (answer.isEmpty()) {
      throw Script.unexpected(server);
    }
    return new Chunk(Script.text(answer.get(0)), new ArrayList<>(answer.subList(1, answer.size())));
  }

  /**
   * Returns the approximate memory that the key takes in bytes, including everything that DUMP
   * would read; empty if the server does not report it.
   */
  public OptionalLong memory(RedisData server, byte[] key) {
    List<byte[]> answer = MEMORY.run(server, Collections.singletonList(key));
    String bytes = answer.isEmpty() ? "" : Script.text(answer.get(0));
    return bytes.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(bytes))
        : OptionalLong.empty();
  }

  /** Appends a chunk to the key. The key must not exist before the first chunk. */
  public void write(RedisData server, byte[] key, String type, Chunk chunk) {
    if (!chunk.elements.isEmpty()) {
      List<Object> arguments = new ArrayList<>();
      arguments.add(type);
      arguments.addAll(chunk.elements);
      WRITE.runOnce(server, Collections.singletonList(key), arguments.toArray());
    }
  }

  /**
   * Appends a chunk to a copy, which Redis removes after a time. Redis may also have evicted it;
   * then nothing is written.
   *
   * @param exists whether an earlier chunk has created the copy
   * @return whether the copy exists now
   */
  public boolean append(
      RedisData server, byte[] copy, String type, Chunk chunk, boolean exists, long ttlMillis) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(type);
    arguments.addAll(chunk.elements);
    arguments.add(exists ? "1" : "0");
    arguments.add(ttlMillis);
    List<byte[]> answer =
        APPEND.runOnce(server, Collections.singletonList(copy), arguments.toArray());
    return !answer.isEmpty() && Script.text(answer.get(0)).equals("1");
  }
}
