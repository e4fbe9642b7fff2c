// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.pass;

import io.dynowarmup.sync.Comparison;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Compares the keys that the previous pass moved or had no result for. */
public final class SecondComparison implements SyncPass {
  private final RedisPair sides;
  private final Comparison comparison;
  private final PendingKeys list;
  private final Iterator<Integer> databases;
  private List<byte[]> keys = Collections.emptyList();
  private int at;

  public SecondComparison(RedisPair sides, Comparison comparison, PendingKeys list) {
    this.sides = sides;
    this.comparison = comparison;
    this.list = list;
    this.databases = list.databases().iterator();
  }

  @Override
  public void addOpen(PendingKeys open) {
    open.addAll(list);
  }

  @Override
  public boolean step() throws InterruptedException {
    if (at < keys.size()) {
      int end = Math.min(keys.size(), at + sides.throttle().atOnce(Throttle.Work.DIGEST));
      List<byte[]> some = keys.subList(at, end);
      comparison.compare(some);
      at = end;
      return true;
    }
    if (comparison.drain()) {
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
