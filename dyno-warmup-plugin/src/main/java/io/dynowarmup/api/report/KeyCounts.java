// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import io.dynowarmup.unit.Units;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Counts the keys of a comparison over all its passes. */
@Value.Immutable(builder = false)
public abstract class KeyCounts {
  KeyCounts() {}

  /** Returns the counts; the getters describe them. */
  public static KeyCounts of(long compared, OptionalLong about, long moved, long removed) {
    return ImmutableKeyCounts.of(compared, about, moved, removed);
  }

  /** Returns the number of comparisons. A key that several passes compare counts once per pass. */
  public abstract long compared();

  /** Returns the estimated number of keys to compare once; empty if all have been compared. */
  public abstract OptionalLong about();

  /** Returns how many times a key was changed here to match the source. */
  public abstract long moved();

  /** Returns how many keys were removed here because the source does not have them. */
  public abstract long removed();

  @Override
  public String toString() {
    boolean estimated = about().orElse(-1) >= compared();
    String of = estimated ? " of about " + about().getAsLong() : "";
    return Units.keys(compared()) + " compared" + of + ", " + changes();
  }

  /** Returns the numbers of moved and removed keys as text. */
  public String changes() {
    return moved() + " moved, " + removed() + " removed";
  }
}
