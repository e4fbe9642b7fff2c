// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import java.util.concurrent.TimeUnit;

/** A key that differs between both sides, as one probe found it. Immutable. */
public final class Mismatch {
  private final int database;
  private final byte[] key;
  private final Fingerprint here;
  private final Fingerprint there;
  private final long nanos;
  private final Mismatch before;

  /**
   * Creates a mismatch that the first probe of a key found.
   *
   * @param here the fingerprint here
   * @param there the fingerprint at the source
   * @param nanos when the key was read here
   */
  public Mismatch(int database, byte[] key, Fingerprint here, Fingerprint there, long nanos) {
    this(database, key, here, there, nanos, null);
  }

  private Mismatch(
      int database, byte[] key, Fingerprint here, Fingerprint there, long nanos, Mismatch before) {
    this.database = database;
    this.key = key;
    this.here = here;
    this.there = there;
    this.nanos = nanos;
    this.before = before;
  }

  /** Returns the key as the next probe found it. */
  public Mismatch probed(Fingerprint nowHere, Fingerprint nowThere, long now) {
    return new Mismatch(database, key, nowHere, nowThere, now, this);
  }

  public int database() {
    return database;
  }

  public byte[] key() {
    return key;
  }

  public Fingerprint here() {
    return here;
  }

  public Fingerprint there() {
    return there;
  }

  /** Returns whether the key is large on either side. */
  public boolean large() {
    return here.large() || there.large();
  }

  /** Returns when the key was read here. */
  public long nanos() {
    return nanos;
  }

  /** Returns the key as the probe before this one found it; null if this is the first probe. */
  public Mismatch before() {
    return before;
  }

  /** Returns whether both sides were the same in the probe before this one. */
  public boolean unchanged() {
    return before != null && unchangedHere() && unchangedThere();
  }

  /** Returns whether this node was the same in the probe before this one, which must exist. */
  boolean unchangedHere() {
    return before.here.unchangedIn(here, elapsedMillis());
  }

  private boolean unchangedThere() {
    return before.there.unchangedIn(there, elapsedMillis());
  }

  private long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos - before.nanos);
  }

  /** Returns for how long no probe has found a change on either side, in nanoseconds. */
  public long restingNanos() {
    Mismatch first = this;
    while (first.unchanged()) {
      first = first.before;
    }
    return nanos - first.nanos;
  }

  /** Returns how many probes found the key changed here. */
  public int changesHere() {
    return before == null ? 0 : before.changesHere() + (unchangedHere() ? 0 : 1);
  }

  /** Returns how many probes found the key changed at the source. */
  public int changesThere() {
    return before == null ? 0 : before.changesThere() + (unchangedThere() ? 0 : 1);
  }
}
