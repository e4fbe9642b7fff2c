// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.DumpTiming;
import io.dynowarmup.sync.KeyName;
import io.dynowarmup.sync.digest.Fingerprint;

/** A key that was still in motion, and what was found out before anything was held back for it. */
final class HotKey {
  final int database;
  final byte[] key;

  /** The source did not have it: where it still does not a settle time later, it goes away. */
  final boolean absentBefore;

  /** It stays as it is here where the source does not have it: another copy does. */
  final boolean kept;

  /** Of a large one; otherwise null. */
  final DumpTiming trial;

  /** What it was here in WRITES_ONLY, and when, by the ticker; of one that is not large. */
  Fingerprint here;

  long hereNanos;

  HotKey(int database, byte[] key, boolean absentBefore, boolean kept, DumpTiming trial) {
    this.database = database;
    this.key = key;
    this.absentBefore = absentBefore && !kept;
    this.kept = kept;
    this.trial = trial;
  }

  @Override
  public String toString() {
    return KeyName.of(database, key) + (trial == null ? "" : " (" + trial + ")");
  }
}
