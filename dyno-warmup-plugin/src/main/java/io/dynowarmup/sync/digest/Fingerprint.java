// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Summarizes the content of one key in 8 bytes. It shows whether two servers hold the same content,
 * but not how they differ. Immutable.
 */
public final class Fingerprint {
  /** The fingerprint of a key that does not exist. */
  public static final Fingerprint ABSENT = new Fingerprint('A', new byte[0], -2);

  private static final char LARGE = 'L';

  /** A hash with fields that expire. */
  private static final char FIELDS = 'H';

  private static final int DIGEST_BYTES = 8;

  /** The same tolerance as in {@link KeyState}. */
  private static final long EXPIRY_TOLERANCE_MILLIS = 2_000;

  private final char flag;
  private final byte[] digest;
  private final long pttl;
  private final FieldExpiries fieldExpiries;

  private Fingerprint(char flag, byte[] digest, long pttl) {
    this(flag, digest, pttl, FieldExpiries.NONE);
  }

  private Fingerprint(char flag, byte[] digest, long pttl, FieldExpiries fieldExpiries) {
    this.fieldExpiries = fieldExpiries;
    this.flag = flag;
    this.digest = digest;
    this.pttl = pttl;
  }

  /**
   * Reads the next fingerprint.
   *
   * @throws java.nio.BufferUnderflowException if the input is truncated
   * @throws IllegalArgumentException if the input is not a fingerprint
   */
  static Fingerprint read(ByteBuffer packed) {
    char flag = (char) packed.get();
    byte[] digest = new byte[flag == 'P' || flag == 'E' || flag == FIELDS ? DIGEST_BYTES : 0];
    packed.get(digest);
    switch (flag) {
      case 'A':
        return ABSENT;
      case LARGE:
        return new Fingerprint(flag, digest, -2);
      case 'P':
        return new Fingerprint(flag, digest, -1);
      case 'E':
        return new Fingerprint(flag, digest, (long) packed.getDouble());
      case FIELDS:
        long pttl = (long) packed.getDouble();
        double times = packed.getDouble();
        return new Fingerprint(flag, digest, pttl, new FieldExpiries(times, packed.getInt()));
      default:
        throw new IllegalArgumentException("a fingerprint of kind " + (int) flag);
    }
  }

  public boolean absent() {
    return flag == 'A';
  }

  /** Returns whether the key is too large to read in one go; it then has no digest. */
  public boolean large() {
    return flag == LARGE;
  }

  /** Returns the digest; empty if the key does not exist. */
  byte[] digest() {
    return digest.clone();
  }

  /**
   * Returns the remaining time to live in milliseconds; negative if the key does not expire or does
   * not exist.
   */
  public long pttl() {
    return pttl;
  }

  /**
   * Returns whether both have the same content and expire at about the same time or never. It is
   * always false for large keys.
   */
  public boolean same(Fingerprint other) {
    return flag == other.flag
        && !large()
        && Arrays.equals(digest, other.digest)
        && (pttl < 0) == (other.pttl < 0)
        && Math.abs(pttl - other.pttl) <= EXPIRY_TOLERANCE_MILLIS
        && fieldExpiries.near(other.fieldExpiries);
  }

  @Override
  public String toString() {
    return flag + " " + Arrays.toString(digest) + " " + pttl;
  }
}
