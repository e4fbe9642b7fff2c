// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

/**
 * A sampled key that differs between both sides, with the history of its probes. A key that is
 * written on both sides proves nothing, because a write is always on its way. The key is different
 * if it does not change, or if it changes on one side only.
 */
final class Doubt {
  /** A write that is on its way causes fewer changes than this. */
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

  /** Records another probe of both sides, which still differ. */
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

  /** Returns whether the difference cannot be explained by a write on its way. */
  boolean isDifferent() {
    boolean oneSided = Math.min(movedHere, movedThere) == 0;
    return stood && !isHot() || oneSided && Math.max(movedHere, movedThere) >= MOVES;
  }

  /** Returns whether the key is written on both sides all the time. */
  boolean isHot() {
    return Math.min(movedHere, movedThere) >= MOVES;
  }
}
