// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** What a comparison of keys has come to, over all its passes. Immutable. */
public final class KeyCounts {
  private final long compared;
  private final long about;
  private final long moved;
  private final long removed;

  /**
   * @param about how many there are to be compared once, roughly; -1 unknown, or all of them have
   *     been
   */
  public KeyCounts(long compared, long about, long moved, long removed) {
    this.compared = compared;
    this.about = about;
    this.moved = moved;
    this.removed = removed;
  }

  /** One that was looked at in several passes counts as often. */
  public long compared() {
    return compared;
  }

  /** Those that became what they are at the source, each time that they did. */
  public long moved() {
    return moved;
  }

  /** Those that the source did not have. */
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

  /** What has become another one here, in words. */
  public String changes() {
    return moved + " moved, " + removed + " removed";
  }
}
