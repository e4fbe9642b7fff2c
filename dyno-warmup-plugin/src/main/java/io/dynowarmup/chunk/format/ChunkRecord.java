// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

/** One key with its value, one piece of a large key, or a function library. Immutable. */
public final class ChunkRecord {
  /** The expiry of a key that does not expire. */
  public static final long NEVER = -1;

  /** What the value is. */
  public enum Kind {
    /** The value of a string. */
    STRING(1),
    /** The reply of DUMP. */
    DUMP(2),
    /** A {@link Piece} of a key that is too large for one record; the pieces follow each other. */
    PIECE(3),
    /** The code of a function library; the key is its name. */
    LIBRARY(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("a record of the kind " + code);
    }
  }

  private final Kind kind;
  private final int database;
  private final byte[] key;
  private final long expiryMillis;
  private final byte[] value;

  /**
   * Creates a record.
   *
   * @param database 0 to 65535
   * @param expiryMillis milliseconds since 1970; {@link #NEVER} without an expiry
   */
  public ChunkRecord(Kind kind, int database, byte[] key, long expiryMillis, byte[] value) {
    this.kind = kind;
    this.database = database;
    this.key = key;
    this.expiryMillis = expiryMillis;
    this.value = value;
  }

  public Kind kind() {
    return kind;
  }

  public int database() {
    return database;
  }

  public byte[] key() {
    return key;
  }

  /** Returns when the key expires, in milliseconds since 1970; {@link #NEVER} if it does not. */
  public long expiryMillis() {
    return expiryMillis;
  }

  public byte[] value() {
    return value;
  }

  /** Returns the size of key and value in bytes. */
  public long bytes() {
    return (long) key.length + value.length;
  }
}
