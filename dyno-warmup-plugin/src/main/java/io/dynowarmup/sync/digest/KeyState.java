// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.util.Objects;

/** Summarizes the content of one key. Immutable. */
public final class KeyState {
  /** The state of a key that does not exist. */
  public static final KeyState ABSENT = new KeyState("none", 0, -2, "");

  /**
   * A replica or the next server sets an expiry a moment later. A difference in a key that is about
   * to expire is not worth a repair.
   */
  private static final long EXPIRY_TOLERANCE_MILLIS = 2_000;

  private static final long NO_EXPIRY = -1;

  private final String type;
  private final long size;
  private final long pttl;
  private final String digest;
  private final FieldExpiries fieldExpiries;

  /**
   * Creates a state.
   *
   * @param type the type that TYPE returns; "none" if the key does not exist
   * @param size bytes of a string, elements of any other type
   * @param pttl the time to live that PTTL returns, in milliseconds; -1 without an expiry, -2 if
   *     the key does not exist
   * @param digest the digest of the logical content
   */
  public KeyState(String type, long size, long pttl, String digest) {
    this(type, size, pttl, digest, FieldExpiries.NONE);
  }

  /**
   * Creates a state.
   *
   * @param fieldExpiries when the fields of a hash expire
   */
  KeyState(String type, long size, long pttl, String digest, FieldExpiries fieldExpiries) {
    this.fieldExpiries = fieldExpiries;
    this.type = Objects.requireNonNull(type);
    this.size = size;
    this.pttl = pttl;
    this.digest = Objects.requireNonNull(digest);
  }

  public boolean absent() {
    return "none".equals(type);
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
  public long pttl() {
    return pttl;
  }

  public String digest() {
    return digest;
  }

  /** Returns whether both have the same content. The expiry of the key itself is not compared. */
  public boolean sameContent(KeyState other) {
    return type.equals(other.type)
        && size == other.size
        && digest.equals(other.digest)
        && fieldExpiries.near(other.fieldExpiries);
  }

  /** Returns whether both have the same content and expire at about the same time or never. */
  public boolean same(KeyState other) {
    return sameContent(other) && sameExpiry(other);
  }

  private boolean sameExpiry(KeyState other) {
    boolean never = pttl == NO_EXPIRY;
    return never == (other.pttl == NO_EXPIRY)
        && (never || Math.abs(pttl - other.pttl) <= EXPIRY_TOLERANCE_MILLIS);
  }

  @Override
  public String toString() {
    if (absent()) {
      return "not there";
    }
    return type
        + " of "
        + size
        + ("string".equals(type) ? " bytes" : " elements")
        + (pttl == NO_EXPIRY ? "" : ", expires in " + pttl + " ms")
        + (fieldExpiries.fields() == 0 ? "" : ", " + fieldExpiries);
  }
}
