// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.unit.Units;
import java.util.Objects;

/**
 * Summarizes when the fields of a hash expire (HPEXPIRE: Redis 7.4, Valkey 9) as their number and
 * the sum of their times. A command that reaches two servers sets times a few milliseconds apart,
 * so a digest of the times would never match. Immutable.
 */
final class FieldExpiries {
  /** The summary of a hash in which no field expires. */
  static final FieldExpiries NONE = new FieldExpiries(0, 0);

  private static final double TOLERANCE_MILLIS = 2_000;

  /** The additional tolerance for each field. */
  private static final double APART_MILLIS = 250;

  private final double times;
  private final long fields;

  /**
   * Creates a summary.
   *
   * @param times sum of the expiry times of the fields, in milliseconds since 1970
   * @param fields number of fields that expire
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
   * Returns whether the same number of fields expires at about the same times. Whether they are the
   * same fields is compared by the digest.
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
    return Units.count(fields, "field expires", "fields expire");
  }
}
