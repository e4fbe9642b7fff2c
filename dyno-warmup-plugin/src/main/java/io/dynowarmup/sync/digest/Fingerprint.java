// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A digest of one key: of its content, in 8 bytes, and its expiry. It shows whether two servers
 * hold the same content, but not how they differ.
 *
 * <p>A script does not read a large key in one go and returns a fingerprint without a digest, which
 * is equal to none. {@link LargeKeys} completes it. Immutable.
 */
public final class Fingerprint {
  /** The fingerprint of a key that does not exist. */
  public static final Fingerprint ABSENT =
      new Fingerprint('A', new byte[0], -2, FieldExpiries.NONE, null);

  private static final Fingerprint INCOMPLETE =
      new Fingerprint('L', new byte[0], -2, FieldExpiries.NONE, null);

  private static final int DIGEST_BYTES = 8;

  /**
   * A replica or the next server sets an expiry a moment later. A difference in a key that is about
   * to expire is not worth a repair.
   */
  private static final long EXPIRY_TOLERANCE_MILLIS = 2_000;

  private final char flag;
  private final byte[] digest;
  private final long pttl;
  private final FieldExpiries fieldExpiries;

  /** Type and size of a large key; null otherwise, and for a fingerprint that is incomplete. */
  private final KeyShape shape;

  private Fingerprint(
      char flag, byte[] digest, long pttl, FieldExpiries fieldExpiries, KeyShape shape) {
    this.flag = flag;
    this.digest = digest;
    this.pttl = pttl;
    this.fieldExpiries = fieldExpiries;
    this.shape = shape;
  }

  /**
   * Reads the next fingerprint, as fingerprint.lua packs it.
   *
   * @throws java.nio.BufferUnderflowException if the input is truncated
   * @throws IllegalArgumentException if the input is not a fingerprint
   */
  static Fingerprint read(ByteBuffer packed) {
    char flag = (char) packed.get();
    if (flag == 'A') {
      return ABSENT;
    }
    if (flag == 'L') {
      return INCOMPLETE;
    }
    if ("PEHD".indexOf(flag) < 0) {
      throw new IllegalArgumentException("not the flag of a fingerprint: " + (int) flag);
    }
    byte[] digest = new byte[DIGEST_BYTES];
    packed.get(digest);
    long pttl = flag == 'P' ? -1 : (long) packed.getDouble();
    FieldExpiries fields =
        flag == 'H' ? new FieldExpiries(packed.getDouble(), packed.getInt()) : FieldExpiries.NONE;
    return new Fingerprint(flag == 'D' ? 'D' : 'P', digest, pttl, fields, null);
  }

  /** Returns the complete fingerprint of a large key. */
  static Fingerprint large(KeyShape shape, byte[] digest, FieldExpiries fieldExpiries) {
    return new Fingerprint('L', digest, shape.pttl(), fieldExpiries, shape);
  }

  /** Returns a fingerprint that stands for type and size only. */
  static Fingerprint sizeOnly(KeyShape shape) {
    return new Fingerprint('L', new byte[0], -1, FieldExpiries.NONE, shape);
  }

  public boolean absent() {
    return flag == 'A';
  }

  /** Returns whether the key is too large to read in one go. */
  public boolean large() {
    return flag == 'L';
  }

  /**
   * Returns whether the content of a large key was not read: its type cannot be read in chunks, and
   * its DUMP would keep the server busy for too long.
   */
  public boolean unread() {
    return large() && shape != null && digest.length == 0;
  }

  /** Returns whether both sides have the key and it is large on one of them. */
  public boolean eitherLarge(Fingerprint other) {
    return (large() || other.large()) && !absent() && !other.absent();
  }

  /** Returns the type of a large key whose fingerprint is complete. */
  public String type() {
    return shape.type();
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

  /** Returns how many fields of a hash expire. */
  public long expiringFields() {
    return fieldExpiries.fields();
  }

  /** Returns whether both have the same content. The expiry of the key itself is not compared. */
  public boolean sameContent(Fingerprint other) {
    return flag == other.flag
        && (!large() || shape != null && other.shape != null && shape.sameTypeAndSize(other.shape))
        && Arrays.equals(digest, other.digest)
        && fieldExpiries.near(other.fieldExpiries);
  }

  /** Returns whether the digest is of a DUMP. Only an equal one then proves something. */
  public boolean byDump() {
    return flag == 'D';
  }

  /**
   * Returns whether the digests differ although the content may be the same: some module types
   * write equal values in different ways into a DUMP.
   */
  public boolean undecided(Fingerprint other) {
    boolean byDump = flag == 'D' || other.flag == 'D';
    return byDump
        && !absent()
        && !other.absent()
        && !sameContent(other)
        && sameExpiry(other, 0, EXPIRY_TOLERANCE_MILLIS);
  }

  /**
   * Returns whether both have the same content and expire at about the same time or never. It is
   * always false for large keys whose fingerprint is not complete.
   */
  public boolean same(Fingerprint other) {
    return sameContent(other) && sameExpiry(other, 0, EXPIRY_TOLERANCE_MILLIS);
  }

  /**
   * Returns whether a comparison may have found both the same, even if this one does not: twice the
   * difference between expiries is allowed.
   *
   * @param aheadMillis how far the other server's clock is ahead if the expiries are equal by their
   *     own clocks; otherwise 0
   * @param apartMillis time between the two reads at most, in milliseconds
   */
  public boolean nearlySame(Fingerprint other, long aheadMillis, long apartMillis) {
    return sameContent(other)
        && sameExpiry(other, aheadMillis, 2 * EXPIRY_TOLERANCE_MILLIS + apartMillis);
  }

  /**
   * Returns whether the key was unchanged when the same server read it again.
   *
   * @param later the fingerprint of the later read
   * @param elapsedMillis time between the two reads, in milliseconds
   */
  public boolean unchangedIn(Fingerprint later, long elapsedMillis) {
    return sameContent(later) && sameExpiry(later, elapsedMillis, EXPIRY_TOLERANCE_MILLIS);
  }

  private boolean sameExpiry(Fingerprint other, long moreMillis, long toleranceMillis) {
    return (pttl < 0) == (other.pttl < 0)
        && (pttl < 0 || Math.abs(pttl - other.pttl - moreMillis) <= toleranceMillis);
  }

  @Override
  public String toString() {
    return flag + " " + Arrays.toString(digest) + " " + pttl;
  }
}
