// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The value of a {@link ChunkRecord.Kind#PIECE}: some elements of a large key. Immutable. */
public final class Piece {
  private static final int LAST = 1;
  private static final int MOST_TYPE = 32;

  private final String type;
  private final int number;
  private final boolean last;
  private final List<byte[]> elements;

  /**
   * Creates a piece.
   *
   * @param type the type of the key, as TYPE returns it
   * @param number 0 for the first piece of the key, and one more for each next piece
   */
  public Piece(String type, int number, boolean last, List<byte[]> elements) {
    this.type = type;
    this.number = number;
    this.last = last;
    this.elements = elements;
  }

  public String type() {
    return type;
  }

  /** Returns 0 for the first piece of the key, and one more for each next piece. */
  public int number() {
    return number;
  }

  /** Returns whether this is the last piece of its key. */
  public boolean last() {
    return last;
  }

  public List<byte[]> elements() {
    return elements;
  }

  /**
   * Returns the bytes: 1 for the last piece, length of the type, type, number of the piece, and
   * each element after its length.
   */
  public byte[] bytes() {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    int size = 2 + name.length + Integer.BYTES;
    for (byte[] element : elements) {
      size = Math.addExact(size, Integer.BYTES + element.length);
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put((byte) (last ? LAST : 0)).put((byte) name.length).put(name).putInt(number);
    elements.forEach(element -> out.putInt(element.length).put(element));
    return out.array();
  }

  /**
   * Reads what {@link #bytes} returns.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Piece of(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int flags = in.get();
      String type = new String(taken(in, in.get()), StandardCharsets.US_ASCII);
      int number = in.getInt();
      if ((flags & ~LAST) != 0 || type.length() > MOST_TYPE || number < 0) {
        throw new IllegalArgumentException("a piece of an unknown kind");
      }
      List<byte[]> elements = new ArrayList<>();
      while (in.hasRemaining()) {
        elements.add(taken(in, in.getInt()));
      }
      return new Piece(type, number, flags == LAST, elements);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a piece that is too short", e);
    }
  }

  private static byte[] taken(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length of " + length + " in a piece");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
