// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Throttle;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Compares the keys that the previous pass moved or had no result for. */
public final class SecondComparison implements SyncPass {
  private final RedisPair sides;
  private final KeySynchronizer mover;
  private final PendingKeys list;
  private final Iterator<Integer> databases;
  private List<byte[]> keys = Collections.emptyList();
  private int at;

  public SecondComparison(RedisPair sides, KeySynchronizer mover, PendingKeys list) {
    this.sides = sides;
    this.mover = mover;
    this.list = list;
    this.databases = list.databases().iterator();
  }

  /** Returns all keys of this pass. */
  public PendingKeys list() {
    return list;
  }

  @Override
  public boolean step() throws InterruptedException {
    if (at < keys.size()) {
      int end = Math.min(keys.size(), at + sides.throttle().batch(Throttle.Work.DIGEST));
      List<byte[]> some = keys.subList(at, end);
      mover.look(some, sides.printsThere(some));
      at = end;
      return true;
    }
    if (mover.drain()) {
      return true;
    }
    if (!databases.hasNext()) {
      return false;
    }
    int database = databases.next();
    sides.select(database);
    keys = list.of(database);
    at = 0;
    return true;
  }
}
