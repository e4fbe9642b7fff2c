// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * Reports what the hand-over did. Times are in milliseconds, sizes in bytes; -1 means that the
 * hand-over did not reach that step. Immutable.
 */
public final class HandOverReport {
  /** The report of a run that has not tried a hand-over. */
  public static final HandOverReport NONE = new HandOverReport(0, false, -1, "", -1, -1, -1, "");

  /** The report of a run that was interrupted after its barrier held. */
  public static final HandOverReport HELD_BEFORE =
      new HandOverReport(1, true, -1, "by the run that was interrupted", -1, -1, 0, "");

  private final int tries;
  private final boolean held;
  private final long settleMillis;
  private final String settleNote;
  private final long writesOnlyMillis;
  private final long lagBytes;
  private final long missingBytes;
  private final String note;

  /** Creates a report from all its values; the getters describe them. */
  public HandOverReport(
      int tries,
      boolean held,
      long settleMillis,
      String settleNote,
      long writesOnlyMillis,
      long lagBytes,
      long missingBytes,
      String note) {
    this.tries = tries;
    this.held = held;
    this.settleMillis = settleMillis;
    this.settleNote = settleNote;
    this.writesOnlyMillis = writesOnlyMillis;
    this.lagBytes = lagBytes;
    this.missingBytes = missingBytes;
    this.note = tries > 0 && !held && note.isEmpty() ? "no reason is known" : note;
  }

  /**
   * Returns the report of a hand-over that broke off, so that its progress is unknown.
   *
   * @param tries the number of tries; at least 1 is reported
   * @param why why the last try broke off
   */
  public static HandOverReport brokeOff(int tries, String why) {
    return new HandOverReport(Math.max(1, tries), false, -1, "", -1, -1, -1, why);
  }

  /**
   * Returns a copy of this report with another number of tries.
   *
   * @param n the number of tries in the run so far
   */
  public HandOverReport withTries(int n) {
    return new HandOverReport(
        n, held, settleMillis, settleNote, writesOnlyMillis, lagBytes, missingBytes, note);
  }

  /** Returns how many times the run tried the hand-over. */
  public int tries() {
    return tries;
  }

  /** Returns whether the barrier held. If it held, no write can be missing. */
  public boolean held() {
    return held;
  }

  /**
   * Returns the time between confirming WRITES_ONLY and reading the source's offset, in
   * milliseconds; -1 if unknown.
   */
  public long settleMillis() {
    return settleMillis;
  }

  /** Returns where the settle time comes from and which cap applied. */
  public String settleNote() {
    return settleNote;
  }

  /**
   * Returns how long Dynomite was in WRITES_ONLY during the last try, in milliseconds; -1 if it was
   * not.
   */
  public long writesOnlyMillis() {
    return writesOnlyMillis;
  }

  /** Returns the replication lag of this node when the last try began, in bytes; -1 if unknown. */
  public long lagBytes() {
    return lagBytes;
  }

  /**
   * Returns the bytes of the replication stream that this node lacks: 0 if the barrier held, -1 if
   * unknown.
   */
  public long missingBytes() {
    return missingBytes;
  }

  /** Returns why the last try did not hold; empty if it held. */
  public String note() {
    return note;
  }
}
