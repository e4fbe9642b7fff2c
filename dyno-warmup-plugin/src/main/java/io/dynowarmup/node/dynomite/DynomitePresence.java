// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.Ticker;

/** Records when the local Dynomite answered, was away and was started during a run. */
public final class DynomitePresence {
  /** A single failed probe may be accidental. The third in a row counts. */
  static final int MOST_MISSES = 3;

  private final DynomiteAdmin admin;
  private final Ticker ticker;
  private boolean answers;
  private boolean heard;
  private int misses;
  private int absences;
  private int absencesBefore;
  private int starts;
  private int startsBefore;
  private DynomiteIncarnation incarnation;

  /** The process that gave the first answer; set whenever {@code answers} is. */
  private DynomiteIncarnation answering;

  private DynomiteState last = DynomiteState.UNREACHABLE;
  private long firstAnswerNanos;
  private long lostNanos;

  DynomitePresence(DynomiteAdmin admin, Ticker ticker) {
    this.admin = admin;
    this.ticker = ticker;
  }

  /** Records the result of a probe. */
  void probed(DynomiteState state) {
    if (state == DynomiteState.UNREACHABLE) {
      misses++;
      if (answers && misses >= MOST_MISSES) {
        answers = false;
        absences++;
        lostNanos = ticker.nanos();
      }
      return;
    }
    // Another process answers after a miss at the earliest, or in the state in which it starts.
    boolean doubtful = misses > 0 || (state == DynomiteState.NORMAL && last != state);
    misses = 0;
    heard = true;
    last = state;
    if (answers && doubtful && isAnother()) {
      absences++;
      answers = false;
    }
    if (!answers) {
      answers = true;
      firstAnswerNanos = ticker.nanos();
      answering = DynomiteIncarnation.of(admin, ticker);
    }
  }

  /** Returns whether the process is known to be another one than at the first answer. */
  private boolean isAnother() {
    DynomiteIncarnation now = DynomiteIncarnation.of(admin, ticker);
    return answering.known() && now.known() && !answering.same(now);
  }

  /** Records that this program is about to start Dynomite. */
  void starting() {
    starts++;
  }

  /** Records the first answer of a Dynomite that this program has started. */
  void started(DynomiteState state) {
    answers = false;
    probed(state);
  }

  /** Records the current process. From now on, a restart or an absence loses writes. */
  public void remember() {
    incarnation = DynomiteIncarnation.of(admin, ticker);
    absencesBefore = absences;
    startsBefore = starts;
  }

  /** Returns whether the same process has been present since {@link #remember()}. */
  public boolean wasThere() {
    if (starts != startsBefore) {
      return false;
    }
    DynomiteIncarnation now = DynomiteIncarnation.of(admin, ticker);
    return incarnation != null && incarnation.known() && now.known()
        ? incarnation.same(now)
        : absences == absencesBefore;
  }

  /** Returns whether Dynomite answers. A single failed probe does not change this. */
  public boolean answers() {
    return answers;
  }

  /** Returns whether Dynomite has answered in this run. */
  public boolean heard() {
    return heard;
  }

  /** Returns when Dynomite was found gone; see {@link Ticker#nanos()}. */
  public long lostNanos() {
    return lostNanos;
  }

  /**
   * Returns when Dynomite first answered in this run or after a start; see {@link Ticker#nanos()}.
   */
  public long firstAnswerNanos() {
    return firstAnswerNanos;
  }
}
