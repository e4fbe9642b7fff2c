// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.util.Objects;

/** What one key holds, in short. Immutable. */
public final class KeyState {
  /** It is not there. */
  public static final KeyState ABSENT = new KeyState("none", 0, -2, "");

  /**
   * A replica, or the next server, sets an expiry a moment later; and a key that is about to expire
   * is none to fight over.
   */
  private static final long EXPIRY_TOLERANCE_MILLIS = 2_000;

  private static final long NO_EXPIRY = -1;

  private final String type;
  private final long size;
  private final long pttl;
  private final String digest;
  private final FieldExpiries fieldExpiries;

  /**
   * @param type as TYPE says, "none" when it is not there
   * @param size bytes of a string, elements of anything else
   * @param pttl as PTTL says, milliseconds; -1 without an expiry, -2 when it is not there
   * @param digest of the logical content
   */
  public KeyState(String type, long size, long pttl, String digest) {
    this(type, size, pttl, digest, FieldExpiries.NONE);
  }

  /**
   * @param fieldExpiries of a hash
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

  /** Bytes of a string, elements of anything else. */
  public long size() {
    return size;
  }

  /** Milliseconds; -1 without an expiry, -2 when it is not there. */
  public long pttl() {
    return pttl;
  }

  public String digest() {
    return digest;
  }

  /** Whether both hold the same content; the expiry of the key itself is not looked at. */
  public boolean sameContent(KeyState other) {
    return type.equals(other.type)
        && size == other.size
        && digest.equals(other.digest)
        && fieldExpiries.near(other.fieldExpiries);
  }

  /** Whether both hold the same, and expire at about the same time or never. */
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
