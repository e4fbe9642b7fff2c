// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.MismatchHandler;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyShape;
import io.dynowarmup.unit.Units;
import java.util.List;

/**
 * Counts keys by the result of their second probe. A key that is equal by then had a write in
 * transit. If it differs and has not changed on at least one side, it is different. If it has
 * changed on both sides, or if its type cannot be compared by DUMP and its size is the same, it is
 * in doubt. A key that SCAN returns twice counts twice.
 */
final class MismatchCounter implements MismatchHandler {
  private final RedisPair sides;
  private final Tally tally;

  MismatchCounter(RedisPair sides, Tally tally) {
    this.sides = sides;
    this.tally = tally;
  }

  @Override
  public void compared(int keys, int equal) {
    tally.equal(equal);
  }

  @Override
  public void settled(List<Mismatch> probed) throws InterruptedException {
    for (Mismatch mismatch : probed) {
      count(mismatch);
    }
  }

  private void count(Mismatch now) throws InterruptedException {
    byte[] key = now.key();
    Mismatch first = now.before();
    boolean large = first.large() || now.large();
    Fingerprint nowThere = large ? sides.chunkedThere(key) : now.there();
    Fingerprint nowHere = large ? sides.chunkedHere(key) : now.here();
    // A key that has just become large is compared with its first probe by the short fingerprint.
    boolean unchanged =
        (first.large() ? nowHere : now.here()).sameContent(first.here())
            || (first.large() ? nowThere : now.there()).sameContent(first.there());
    if (nowHere.same(nowThere)) {
      tally.equal(nowHere.absent() ? 0 : 1);
    } else if (unchanged && (!nowHere.undecided(nowThere) || otherSize(key))) {
      tally.unequal(
          now.database(),
          key,
          nowHere.absent(),
          nowThere.absent(),
          () ->
              "here "
                  + described(sides.shapeHere(key), nowHere)
                  + ", there "
                  + described(sides.shapeThere(key), nowThere));
    } else {
      tally.inDoubt();
    }
  }

  private boolean otherSize(byte[] key) {
    return !sides.shapeHere(key).sameTypeAndSize(sides.shapeThere(key));
  }

  private static String described(KeyShape shape, Fingerprint print) {
    long fields = print.expiringFields();
    return fields == 0
        ? shape.toString()
        : shape + ", " + Units.count(fields, "field expires", "fields expire");
  }
}
