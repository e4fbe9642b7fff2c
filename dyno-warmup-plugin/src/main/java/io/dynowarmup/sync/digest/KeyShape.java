// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.unit.Units;
import java.util.Objects;

/** Describes a key without its content: type, size and expiry. Immutable. */
public final class KeyShape {
  private static final String NO_TYPE = "none";

  private final String type;
  private final long size;
  private final long pttl;

  /**
   * Creates a shape.
   *
   * @param type the type that TYPE returns; "none" if the key does not exist
   * @param size bytes of a string, elements of any other type
   * @param pttl the time to live that PTTL returns, in milliseconds; -1 without an expiry, -2 if
   *     the key does not exist
   */
  public KeyShape(String type, long size, long pttl) {
    this.type = Objects.requireNonNull(type);
    this.size = size;
    this.pttl = pttl;
  }

  public boolean absent() {
    return NO_TYPE.equals(type);
  }

  public String type() {
    return type;
  }

  /** Returns the size: bytes of a string, elements of any other type. */
  public long size() {
    return size;
  }

  /**
   * Returns the time to live in milliseconds; -1 without an expiry, -2 if the key does not exist.
   */
  long pttl() {
    return pttl;
  }

  /** Returns whether both are of the same type and size. */
  public boolean sameTypeAndSize(KeyShape other) {
    return type.equals(other.type) && size == other.size;
  }

  @Override
  public String toString() {
    return absent()
        ? "missing"
        : type
            + " of "
            + Units.count(size, "string".equals(type) ? "byte" : "element")
            + (pttl < 0 ? "" : " (expires in " + pttl + " ms)");
  }
}
