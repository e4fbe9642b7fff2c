// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Swap;
import io.dynowarmup.unit.Units;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts what the passes of one transfer found and did, as numbers of keys. */
public final class SyncCounts {
  private long compared;
  private long moved;
  private long removed;
  private long bytes;

  /** Reads the counts that another process had reached. */
  public static SyncCounts read(DataInput in) throws IOException {
    SyncCounts counts = new SyncCounts();
    counts.compared = in.readLong();
    counts.moved = in.readLong();
    counts.removed = in.readLong();
    counts.bytes = in.readLong();
    return counts;
  }

  /** Returns whether the counts are plausible, that is, none is negative. */
  public boolean possible() {
    return compared >= 0 && moved >= 0 && removed >= 0 && bytes >= 0;
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(compared);
    out.writeLong(moved);
    out.writeLong(removed);
    out.writeLong(bytes);
  }

  public void comparedMore(int keys) {
    compared += keys;
  }

  public void movedOne(long payloadBytes) {
    moved++;
    bytes += payloadBytes;
  }

  public void removedOne() {
    removed++;
  }

  /** Counts a replacement or removal that was done. */
  public void swapped(Swap swap) {
    if (swap.removes()) {
      removedOne();
    } else {
      movedOne(swap.bytes());
    }
  }

  public long compared() {
    return compared;
  }

  public long moved() {
    return moved;
  }

  public long removed() {
    return removed;
  }

  /** Returns the bytes of the values that were fetched. */
  public long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return Units.keys(compared) + " compared, " + moved + " moved, " + removed + " removed";
  }
}
