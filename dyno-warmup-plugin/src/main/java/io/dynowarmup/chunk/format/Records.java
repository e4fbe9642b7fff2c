// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one block: kind (1 byte), database (2), expiry (8), length of the key (4), key,
 * length of the value (4), value. Numbers are big-endian.
 */
final class Records {
  private static final int HEAD = 1 + Short.BYTES + Long.BYTES + Integer.BYTES;
  private static final int MOST_DATABASE = 0xffff;

  private Records() {}

  /** Returns the size of a record in a block. */
  static long size(ChunkRecord r) {
    return HEAD + Integer.BYTES + r.bytes();
  }

  /** Writes a record, which takes {@link #size} bytes. */
  static void write(ChunkRecord r, byte[] block, int at) {
    ByteBuffer out = ByteBuffer.wrap(block, at, block.length - at);
    out.put((byte) r.kind().code());
    out.putShort((short) r.database());
    out.putLong(r.expiryMillis());
    out.putInt(r.key().length).put(r.key());
    out.putInt(r.value().length).put(r.value());
  }

  /**
   * Reads all records of a block.
   *
   * @param length how many of the bytes are the block's
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static List<ChunkRecord> read(byte[] plain, int length) {
    ByteBuffer in = ByteBuffer.wrap(plain, 0, length);
    List<ChunkRecord> records = new ArrayList<>();
    while (in.hasRemaining()) {
      if (in.remaining() < HEAD) {
        throw new IllegalArgumentException("a record that is too short");
      }
      Kind kind = Kind.of(in.get());
      int database = in.getShort() & MOST_DATABASE;
      long expiry = in.getLong();
      byte[] key = taken(in, in.getInt());
      byte[] value = taken(in, in.remaining() < Integer.BYTES ? -1 : in.getInt());
      records.add(new ChunkRecord(kind, database, key, expiry, value));
    }
    return records;
  }

  private static byte[] taken(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length of " + length + " in a record");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
