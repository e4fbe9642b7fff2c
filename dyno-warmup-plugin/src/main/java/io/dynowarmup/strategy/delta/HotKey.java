// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.DumpTiming;
import io.dynowarmup.sync.KeyName;
import io.dynowarmup.sync.digest.Fingerprint;

/**
 * A key that still changed after the passes, with the facts collected before any write is held back
 * for it.
 */
final class HotKey {
  final int database;
  final byte[] key;

  /**
   * The source did not have the key. If it still does not a settle time later, the key is removed.
   */
  final boolean absentBefore;

  /** The key stays as it is if the source does not have it, because another copy has it. */
  final boolean kept;

  /** How long one copy of a large key took; otherwise null. */
  final DumpTiming timing;

  /**
   * The fingerprint here in WRITES_ONLY and the time of the probe by the ticker; only for a key
   * that is not large.
   */
  Fingerprint here;

  long hereNanos;

  HotKey(int database, byte[] key, boolean absentBefore, boolean kept, DumpTiming timing) {
    this.database = database;
    this.key = key;
    this.absentBefore = absentBefore && !kept;
    this.kept = kept;
    this.timing = timing;
  }

  @Override
  public String toString() {
    return KeyName.of(database, key) + (timing == null ? "" : " (" + timing + ")");
  }
}
