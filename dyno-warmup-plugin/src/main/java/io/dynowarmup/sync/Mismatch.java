// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyState;

/** A key that differed between both sides, with its earlier state here. Immutable. */
final class Mismatch {
  private final byte[] key;
  private final Fingerprint before;
  private final KeyState largeBefore;
  private final boolean absentThere;
  private final long nanos;

  /**
   * Creates a mismatch.
   *
   * @param before the fingerprint here
   * @param largeBefore the state here of a key that is large on either side; otherwise null
   * @param absentThere whether the source did not have the key
   * @param nanos when the key was read here
   */
  Mismatch(byte[] key, Fingerprint before, KeyState largeBefore, boolean absentThere, long nanos) {
    this.key = key;
    this.before = before;
    this.largeBefore = largeBefore;
    this.absentThere = absentThere;
    this.nanos = nanos;
  }

  byte[] key() {
    return key;
  }

  Fingerprint before() {
    return before;
  }

  boolean large() {
    return largeBefore != null;
  }

  KeyState largeBefore() {
    return largeBefore;
  }

  boolean absentThere() {
    return absentThere;
  }

  long nanos() {
    return nanos;
  }
}
