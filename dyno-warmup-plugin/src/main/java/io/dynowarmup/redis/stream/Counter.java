// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A number in a key to which commands add: additions commute. Immutable. */
public final class Counter implements Comparable<Counter> {
  /** Where the number is. */
  public enum Kind {
    /** The key is the number: INCR, INCRBY, DECR, DECRBY. */
    STRING,
    /** The number is a field of a hash: HINCRBY. */
    HASH_FIELD,
    /** The number is the score of a member of a sorted set: ZINCRBY. */
    SCORE
  }

  private final Kind kind;
  private final byte[] field;

  /**
   * Creates a counter.
   *
   * @param field field of the hash or member of the sorted set; empty for a string
   */
  Counter(Kind kind, byte[] field) {
    this.kind = kind;
    this.field = field;
  }

  public Kind kind() {
    return kind;
  }

  public byte[] field() {
    return field;
  }

  @Override
  public int compareTo(Counter other) {
    int order = kind.compareTo(other.kind);
    int length = Math.min(field.length, other.field.length);
    for (int i = 0; order == 0 && i < length; i++) {
      order = Byte.compare(field[i], other.field[i]);
    }
    return order == 0 ? Integer.compare(field.length, other.field.length) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counter && compareTo((Counter) other) == 0;
  }

  @Override
  public int hashCode() {
    return kind.ordinal() + 31 * Arrays.hashCode(field);
  }

  @Override
  public String toString() {
    return kind == Kind.STRING
        ? "the number"
        : kind + " " + new String(field, StandardCharsets.ISO_8859_1);
  }
}
