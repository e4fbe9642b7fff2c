// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Reports what a comparison of this node with its peers has found. Immutable. */
public final class VerifyReport {
  /** The state of a verification. */
  public enum State {
    /** No verification has been requested. */
    NONE,
    /** A verification is in progress. */
    RUNNING,
    /** The verification is complete. */
    DONE,
    /** The verification was ended early; its result is valid for the keys it had compared. */
    ABORTED,
    /** The verification failed; the reason says why. */
    FAILED
  }

  /** The report before the first verification. */
  public static final VerifyReport NONE =
      new VerifyReport(State.NONE, "", "", 0, 0, Collections.emptyList());

  private final State state;
  private final String mode;
  private final String reason;
  private final long startedEpochMillis;
  private final long elapsedMillis;
  private final List<PeerComparison> peers;

  /**
   * Creates a report.
   *
   * @param state the state of the verification
   * @param mode {@code sample}, {@code full} or {@code repair}
   * @param startedEpochMillis start in milliseconds since 1970; 0 if there was no verification
   * @param elapsedMillis duration in milliseconds
   * @param peers one result for each peer that was compared
   * @param reason why it failed or was ended; empty otherwise
   */
  public VerifyReport(
      State state,
      String mode,
      String reason,
      long startedEpochMillis,
      long elapsedMillis,
      List<PeerComparison> peers) {
    this.state = Objects.requireNonNull(state);
    this.mode = Objects.requireNonNull(mode);
    this.reason = Objects.requireNonNull(reason);
    this.startedEpochMillis = startedEpochMillis;
    this.elapsedMillis = elapsedMillis;
    this.peers = Collections.unmodifiableList(new ArrayList<>(peers));
  }

  /** Returns the state of the verification. */
  public State state() {
    return state;
  }

  /** Returns {@code sample}, {@code full} or {@code repair}. */
  public String mode() {
    return mode;
  }

  /** Returns why the verification failed or was ended; empty otherwise. */
  public String reason() {
    return reason;
  }

  /** Returns the start in milliseconds since 1970; 0 if there was no verification. */
  public long startedEpochMillis() {
    return startedEpochMillis;
  }

  /** Returns the duration in milliseconds. */
  public long elapsedMillis() {
    return elapsedMillis;
  }

  /** Returns one result for each peer that was compared. */
  public List<PeerComparison> peers() {
    return peers;
  }

  /**
   * Returns the number of mismatches over all peers, after the repair if there was one. Keys in
   * doubt do not count.
   */
  public long differences() {
    long sum = 0;
    for (PeerComparison peer : peers) {
      sum += peer.remaining();
    }
    return sum;
  }

  /** Returns the whole report as text for an operator. */
  public String text() {
    StringBuilder t = new StringBuilder(state.name());
    if (!mode.isEmpty()) {
      t.append(": ").append(mode).append(", ").append(elapsedMillis).append(" ms");
    }
    if (!reason.isEmpty()) {
      t.append(", ").append(reason);
    }
    for (PeerComparison peer : peers) {
      t.append(String.format("%n  %s", peer));
      for (String example : peer.examples()) {
        t.append(String.format("%n    %s", example));
      }
    }
    return t.toString();
  }

  @Override
  public String toString() {
    return state + " " + mode + " " + peers;
  }
}
