// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** What the hand-over did. Milliseconds and bytes; -1 where it did not come to that. */
public final class HandOverReport {
  /** No hand-over has been tried. */
  public static final HandOverReport NONE = new HandOverReport(0, false, -1, "", -1, -1, -1, "");

  /** The barrier of a run that was interrupted after it. */
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

  /** All of it; see the getters. */
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

  /** One that broke off: what it had come to is not known. */
  public static HandOverReport brokeOff(int tries, String why) {
    return new HandOverReport(Math.max(1, tries), false, -1, "", -1, -1, -1, why);
  }

  /** The same, as the {@code n}-th try of a run. */
  public HandOverReport withTries(int n) {
    return new HandOverReport(
        n, held, settleMillis, settleNote, writesOnlyMillis, lagBytes, missingBytes, note);
  }

  /** How often it was tried. */
  public int tries() {
    return tries;
  }

  /** Whether the barrier held: then nothing can be missing. */
  public boolean held() {
    return held;
  }

  /** How long it waited between confirming WRITES_ONLY and reading the source's offset. */
  public long settleMillis() {
    return settleMillis;
  }

  /** Where the settle time comes from, and which cap won. */
  public String settleNote() {
    return settleNote;
  }

  /** How long Dynomite was in WRITES_ONLY, in the last try. */
  public long writesOnlyMillis() {
    return writesOnlyMillis;
  }

  /** How far behind this node was when the last try began. */
  public long lagBytes() {
    return lagBytes;
  }

  /** Bytes of the stream that the node does not have: 0 when the barrier held. */
  public long missingBytes() {
    return missingBytes;
  }

  /** Why the last try did not hold; empty otherwise. */
  public String note() {
    return note;
  }
}
