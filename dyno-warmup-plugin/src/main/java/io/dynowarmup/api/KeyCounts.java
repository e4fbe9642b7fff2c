// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** Counts the keys of a comparison over all its passes. Immutable. */
public final class KeyCounts {
  private final long compared;
  private final long about;
  private final long moved;
  private final long removed;

  /**
   * Creates the counts.
   *
   * @param compared comparisons made; a key that several passes compare counts once per pass
   * @param about estimated number of keys to compare once; -1 if unknown or if all have been
   *     compared
   * @param moved copies from the source; a key that is copied several times counts each time
   * @param removed keys removed here because the source does not have them
   */
  public KeyCounts(long compared, long about, long moved, long removed) {
    this.compared = compared;
    this.about = about;
    this.moved = moved;
    this.removed = removed;
  }

  /** Returns the number of comparisons. A key that several passes compare counts once per pass. */
  public long compared() {
    return compared;
  }

  /** Returns how many times a key was changed here to match the source. */
  public long moved() {
    return moved;
  }

  /** Returns how many keys were removed here because the source does not have them. */
  public long removed() {
    return removed;
  }

  @Override
  public String toString() {
    return compared
        + " keys compared"
        + (about < compared ? "" : " of about " + about)
        + ", "
        + changes();
  }

  /** Returns the numbers of moved and removed keys as text. */
  public String changes() {
    return moved + " moved, " + removed + " removed";
  }
}
