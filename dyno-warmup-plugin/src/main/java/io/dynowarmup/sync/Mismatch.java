// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyState;

/** A key that was not the same on both sides, and what it was here. Immutable. */
final class Mismatch {
  private final byte[] key;
  private final Fingerprint before;
  private final KeyState largeBefore;
  private final boolean absentThere;
  private final long nanos;

  /**
   * @param before what it was here
   * @param largeBefore the same of a key that is large on either side; otherwise null
   * @param absentThere whether the source did not have it
   * @param nanos when it was looked at here
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
