// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** What was found out about one peer that could be the source, for the log and the status. */
public final class CandidateVerdict {
  private final Peer peer;
  private final boolean eligible;
  private final boolean chosen;
  private final String text;

  /**
   * @param text why it can or cannot be the source, in plain words
   */
  public CandidateVerdict(Peer peer, boolean eligible, boolean chosen, String text) {
    this.peer = Objects.requireNonNull(peer);
    this.eligible = eligible;
    this.chosen = chosen;
    this.text = Objects.requireNonNull(text);
  }

  public Peer peer() {
    return peer;
  }

  /** Whether it can be the source. */
  public boolean eligible() {
    return eligible;
  }

  /** Whether it is the source of this run, now. */
  public boolean chosen() {
    return chosen;
  }

  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof CandidateVerdict)) {
      return false;
    }
    CandidateVerdict v = (CandidateVerdict) o;
    return peer.equals(v.peer)
        && eligible == v.eligible
        && chosen == v.chosen
        && text.equals(v.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(peer, eligible, chosen, text);
  }

  @Override
  public String toString() {
    return peer + ": " + (chosen ? "chosen, " : eligible ? "" : "not eligible, ") + text;
  }
}
