// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

/** Reads unsigned numbers whose first byte is the lowest. Bytes beyond the end count as 0. */
final class LittleEndian {
  private LittleEndian() {}

  /** Returns {@code count} bytes (1 to 4) from this index as a number. */
  static int read(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = 0; i < count && from + i < bytes.length; i++) {
      value |= (bytes[from + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
