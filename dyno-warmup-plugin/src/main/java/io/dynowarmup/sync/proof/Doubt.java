// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

/**
 * A key that was not the same on both sides, look for look. One that is being written to on both
 * sides proves nothing: a write is always on its way. It is different when it stands still, or when
 * it moves on one side only.
 */
final class Doubt {
  /** A write that is on its way shows as fewer. */
  private static final int MOVES = 3;

  private final int database;
  private final byte[] key;
  private Look here;
  private Look there;
  private int movedHere;
  private int movedThere;
  private boolean stood;

  Doubt(int database, byte[] key) {
    this.database = database;
    this.key = key;
  }

  int database() {
    return database;
  }

  byte[] key() {
    return key;
  }

  /** Another look at both sides, which are not the same. */
  void look(Look nowHere, Look nowThere) {
    if (here != null) {
      boolean stillHere = here.same(nowHere);
      boolean stillThere = there.same(nowThere);
      movedHere += stillHere ? 0 : 1;
      movedThere += stillThere ? 0 : 1;
      stood = stillHere && stillThere;
    }
    here = nowHere;
    there = nowThere;
  }

  /** Whether no write on its way explains the difference. */
  boolean isDifferent() {
    boolean oneSided = Math.min(movedHere, movedThere) == 0;
    return stood && !isHot() || oneSided && Math.max(movedHere, movedThere) >= MOVES;
  }

  /** Whether it is written to on both sides all the time. */
  boolean isHot() {
    return Math.min(movedHere, movedThere) >= MOVES;
  }
}
