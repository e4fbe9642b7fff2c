// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What a comparison of this node with its peers has found. Immutable. */
public final class VerifyReport {
  /** How far it is. */
  public enum State {
    /** None was asked for yet. */
    NONE,
    RUNNING,
    DONE,
    /** Somebody ended it; what it says is right for what it has looked at. */
    ABORTED,
    /** It could not be done; the reason says why. */
    FAILED
  }

  /** Nothing was compared yet. */
  public static final VerifyReport NONE =
      new VerifyReport(State.NONE, "", "", 0, 0, Collections.emptyList());

  private final State state;
  private final String mode;
  private final String reason;
  private final long startedEpochMillis;
  private final long elapsedMillis;
  private final List<PeerComparison> peers;

  /**
   * @param mode sample, full or repair
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

  public State state() {
    return state;
  }

  /** sample, full or repair. */
  public String mode() {
    return mode;
  }

  public String reason() {
    return reason;
  }

  /** Milliseconds since 1970; 0 when there was none. */
  public long startedEpochMillis() {
    return startedEpochMillis;
  }

  public long elapsedMillis() {
    return elapsedMillis;
  }

  /** One for each peer that was compared with. */
  public List<PeerComparison> peers() {
    return peers;
  }

  /**
   * Keys that are not equal, after the repair if there was one, over all peers; those in doubt do
   * not count.
   */
  public long differences() {
    long sum = 0;
    for (PeerComparison peer : peers) {
      sum += peer.remaining();
    }
    return sum;
  }

  /** All of it for a person. */
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
