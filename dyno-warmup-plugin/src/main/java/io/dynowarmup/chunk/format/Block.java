// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The layout of a chunk: its beginning, its blocks and its end. Numbers are big-endian. */
final class Block {
  /** Begins each chunk: 8 bytes, and the version in 2. */
  static final byte[] MAGIC = {'D', 'Y', 'N', 'W', 'C', 'H', 'N', 'K'};

  static final short VERSION = 1;

  /** Begins a block and the end. */
  static final byte BLOCK = 'B';

  static final byte END = 'E';

  /** How a block is stored. */
  static final byte PLAIN = 0;

  static final byte LZ4 = 1;

  /** Marker, compression, stored bytes, plain bytes, records, CRC of these, CRC of the head. */
  static final int HEAD = 2 + 3 * Integer.BYTES + 2 * Integer.BYTES;

  /** Marker, records, plain bytes, CRC of these. */
  static final int TAIL = 1 + 2 * Long.BYTES + Integer.BYTES;

  /** A block that is larger holds one record only. */
  static final int TARGET_BYTES = 256 * 1024;

  /** The largest block, and so the largest record. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  static final int MOST_HEADER = 64 * 1024;

  private Block() {}

  static int crc(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  static byte[] head(byte compression, byte[] stored, int length, int plain, int records) {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.put(BLOCK).put(compression).putInt(length).putInt(plain).putInt(records);
    head.putInt(crc(stored, 0, length));
    head.putInt(crc(head.array(), 0, HEAD - Integer.BYTES));
    return head.array();
  }

  static byte[] tail(long records, long plain) {
    ByteBuffer tail = ByteBuffer.allocate(TAIL);
    tail.put(END).putLong(records).putLong(plain);
    tail.putInt(crc(tail.array(), 0, TAIL - Integer.BYTES));
    return tail.array();
  }
}
