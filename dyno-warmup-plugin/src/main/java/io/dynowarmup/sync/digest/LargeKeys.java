// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.RedisData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Computes fingerprints of keys that are too large to read in one go, in chunks, so that no script
 * runs for long. The order of elements counts for lists and streams, but not for sets, hashes and
 * sorted sets.
 */
public final class LargeKeys {
  private static final int SHAPE_FIELDS = 3;
  private static final int PARTS = 4;

  /**
   * The number of values for a hash: its number of fields, the sum of their expiry times, and how
   * many fields expire.
   */
  private static final int HASH_FIELDS = 3;

  private static final long WORD = 1L << 32;

  private static final List<String> ORDERED = Arrays.asList("string", "list", "stream");

  private static final Script SHAPES = new Script("shapes.lua");
  private static final Script CHUNK =
      new Script("fields.lua", "stream.lua", "pages.lua", "chunk_digest.lua");

  /** Returns type, size and expiry of a key. */
  public KeyShape shape(RedisData server, byte[] key) {
    return shapes(server, Collections.singletonList(key)).get(0);
  }

  private static List<KeyShape> shapes(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return Collections.emptyList();
    }
    List<byte[]> answer = SHAPES.run(server, keys);
    if (answer.size() != keys.size() * SHAPE_FIELDS) {
      throw Script.unexpected(server);
    }
    List<KeyShape> shapes = new ArrayList<>();
    for (int i = 0; i < answer.size(); i += SHAPE_FIELDS) {
      shapes.add(
          new KeyShape(
              Script.text(answer.get(i)),
              Script.number(server, answer.get(i + 1)),
              Script.number(server, answer.get(i + 2))));
    }
    return shapes;
  }

  /**
   * Replaces the fingerprint of each key that is large on either side, or whose fingerprints do not
   * decide, by one of its type and size. One command reads all of them. Equal keys may be large on
   * one side only, because each server estimates their memory by itself.
   *
   * @param prints one fingerprint for each key
   * @param others the fingerprints of the same keys on the other side
   */
  public List<Fingerprint> sizeOnly(
      RedisData server, List<byte[]> keys, List<Fingerprint> prints, List<Fingerprint> others) {
    List<byte[]> large = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (byShape(prints.get(i), others.get(i))) {
        large.add(keys.get(i));
      }
    }
    Iterator<KeyShape> shapes = shapes(server, large).iterator();
    List<Fingerprint> all = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      boolean byShape = byShape(prints.get(i), others.get(i));
      all.add(byShape ? Fingerprint.sizeOnly(shapes.next()) : prints.get(i));
    }
    return all;
  }

  private static boolean byShape(Fingerprint print, Fingerprint other) {
    return print.large() || other.large() && !print.absent() || print.undecided(other);
  }

  /**
   * Returns the fingerprint of a key, read in chunks whatever its size. It can be compared only
   * with fingerprints from this method.
   */
  public Fingerprint print(RedisData server, byte[] key) {
    KeyShape shape = shape(server, key);
    if (shape.absent()) {
      return Fingerprint.ABSENT;
    }
    if (!KeyChunks.TYPES.contains(shape.type())) {
      List<byte[]> whole = Collections.singletonList(key);
      byte[] digest = new Fingerprints().of(server, whole).value().get(0).digest();
      return Fingerprint.large(shape, digest, FieldExpiries.NONE);
    }
    int count =
        "string".equals(shape.type()) ? Fingerprints.MOST_BYTES : Fingerprints.MOST_ELEMENTS;
    ChunkSum sum = new ChunkSum(server, shape);
    String from = "";
    do {
      List<byte[]> chunk =
          CHUNK.run(server, Collections.singletonList(key), shape.type(), from, count);
      sum.add(chunk);
      from = Script.text(chunk.get(0));
    } while (!from.isEmpty());
    return sum.print();
  }

  /** Adds up the chunks of one key. */
  private static final class ChunkSum {
    private final RedisData server;
    private final KeyShape shape;
    private final boolean ordered;
    private final long[] parts = new long[PARTS];
    private long fields;
    private FieldExpiries expiries = FieldExpiries.NONE;

    ChunkSum(RedisData server, KeyShape shape) {
      this.server = server;
      this.shape = shape;
      this.ordered = ORDERED.contains(shape.type());
    }

    void add(List<byte[]> chunk) {
      boolean hash = chunk.size() == 1 + PARTS + HASH_FIELDS;
      if (chunk.size() != 1 + PARTS && !hash) {
        throw Script.unexpected(server);
      }
      for (int i = 0; i < PARTS; i++) {
        parts[i] = ((ordered ? parts[i] * 31 : parts[i]) + number(chunk, 1 + i)) % WORD;
      }
      if (hash) {
        fields += number(chunk, 1 + PARTS);
        expiries =
            expiries.plus(new FieldExpiries(number(chunk, 2 + PARTS), number(chunk, 3 + PARTS)));
      }
    }

    private long number(List<byte[]> chunk, int index) {
      return Script.number(server, chunk.get(index));
    }

    /** HLEN also counts fields that have expired but still exist, so they are counted here. */
    Fingerprint print() {
      ByteBuffer digest = ByteBuffer.allocate(PARTS * Integer.BYTES);
      for (long part : parts) {
        digest.putInt((int) part);
      }
      KeyShape live = fields > 0 ? new KeyShape(shape.type(), fields, shape.pttl()) : shape;
      return Fingerprint.large(live, digest.array(), expiries);
    }
  }
}
