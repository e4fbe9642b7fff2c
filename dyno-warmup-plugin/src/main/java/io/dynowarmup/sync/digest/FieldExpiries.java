// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.util.Objects;

/**
 * When the fields of a hash expire (HPEXPIRE: Redis 7.4, Valkey 9), in short: their number, and the
 * sum of their times. A command that reaches two servers sets times that are some milliseconds
 * apart, so a digest of the times would never be the same. Immutable.
 */
final class FieldExpiries {
  /** No field expires. */
  static final FieldExpiries NONE = new FieldExpiries(0, 0);

  private static final double TOLERANCE_MILLIS = 2_000;

  /** For each field. */
  private static final double APART_MILLIS = 250;

  private final double times;
  private final long fields;

  /**
   * @param times sum of the fields' times, in milliseconds since 1970
   * @param fields that expire
   */
  FieldExpiries(double times, long fields) {
    this.times = times;
    this.fields = fields;
  }

  FieldExpiries plus(FieldExpiries other) {
    return new FieldExpiries(times + other.times, fields + other.fields);
  }

  long fields() {
    return fields;
  }

  /**
   * Whether as many fields expire at about the same times. That these are the same fields is for a
   * digest to say.
   */
  boolean near(FieldExpiries other) {
    return fields == other.fields
        && Math.abs(times - other.times) <= TOLERANCE_MILLIS + APART_MILLIS * fields;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FieldExpiries
        && ((FieldExpiries) o).fields == fields
        && Double.compare(((FieldExpiries) o).times, times) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(times, fields);
  }

  @Override
  public String toString() {
    return fields + " fields expire";
  }
}
