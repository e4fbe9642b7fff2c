// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs the names of keys into one string. Each name follows its length: one byte, or 255 and four
 * bytes. RESP would take five bytes or more for each length.
 */
final class PackedNames {
  private static final int LONG = 255;

  private PackedNames() {}

  static byte[] pack(List<byte[]> names) {
    int size = 0;
    for (byte[] name : names) {
      size += head(name) + name.length;
    }
    ByteBuffer packed = ByteBuffer.allocate(size);
    for (byte[] name : names) {
      if (name.length < LONG) {
        packed.put((byte) name.length);
      } else {
        packed.put((byte) LONG).putInt(name.length);
      }
      packed.put(name);
    }
    return packed.array();
  }

  private static int head(byte[] name) {
    return name.length < LONG ? 1 : 1 + Integer.BYTES;
  }

  /**
   * Unpacks names.
   *
   * @throws BufferUnderflowException if the input is truncated
   * @throws IllegalArgumentException if a length is negative
   */
  static List<byte[]> unpack(byte[] packed) {
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    List<byte[]> names = new ArrayList<>();
    while (buffer.hasRemaining()) {
      int length = buffer.get() & 0xff;
      if (length == LONG) {
        length = buffer.getInt();
      }
      if (length < 0) {
        throw new IllegalArgumentException("a name of " + length + " bytes");
      }
      if (length > buffer.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] name = new byte[length];
      buffer.get(name);
      names.add(name);
    }
    return names;
  }
}
