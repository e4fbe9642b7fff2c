// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Expands a block. */
final class Inflating {
  private static final int BUFFER = 64 * 1024;

  private Inflating() {}

  /**
   * Returns the expanded bytes.
   *
   * @param plain how many they have to be
   * @throws IllegalArgumentException if they are not
   */
  static byte[] of(byte[] stored, int length, int plain) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored, 0, length);
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(plain, 2 * BUFFER));
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished() && out.size() <= plain) {
        int n = inflater.inflate(buffer);
        if (n == 0 && !inflater.finished()) {
          throw new IllegalArgumentException("its DEFLATE ends too early");
        }
        out.write(buffer, 0, n);
      }
      if (out.size() != plain) {
        throw new IllegalArgumentException("it has another size");
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("its DEFLATE is damaged", e);
    } finally {
      inflater.end();
    }
  }
}
