// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one key holds, in 8 bytes: enough to tell whether two servers hold the same, not how they
 * differ. Immutable.
 */
public final class Fingerprint {
  /** It is not there. */
  public static final Fingerprint ABSENT = new Fingerprint('A', new byte[0], -2);

  private static final char LARGE = 'L';

  /** A hash with fields that expire. */
  private static final char FIELDS = 'H';

  private static final int DIGEST_BYTES = 8;

  /** As {@link KeyState}'s. */
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
   * The next one.
   *
   * @throws java.nio.BufferUnderflowException when it is cut short
   * @throws IllegalArgumentException when it is none
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

  /** It is too large to be read in one go, and has no digest. */
  public boolean large() {
    return flag == LARGE;
  }

  /** Empty when it is not there. */
  byte[] digest() {
    return digest.clone();
  }

  /** Milliseconds; negative when it does not expire, or is not there. */
  public long pttl() {
    return pttl;
  }

  /** Whether both hold the same and expire at about the same time or never; no large one does. */
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
