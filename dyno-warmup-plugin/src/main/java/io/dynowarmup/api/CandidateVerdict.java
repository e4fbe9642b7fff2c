// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/**
 * Holds the verdict on one peer that could be the source, for the log and the status. Immutable.
 */
public final class CandidateVerdict {
  private final Peer peer;
  private final boolean eligible;
  private final boolean chosen;
  private final String text;

  /**
   * Creates a verdict.
   *
   * @param peer the peer that was judged
   * @param eligible whether the peer can be the source
   * @param chosen whether the peer is the source of this run now
   * @param text one plain sentence that says why the peer can or cannot be the source
   */
  public CandidateVerdict(Peer peer, boolean eligible, boolean chosen, String text) {
    this.peer = Objects.requireNonNull(peer);
    this.eligible = eligible;
    this.chosen = chosen;
    this.text = Objects.requireNonNull(text);
  }

  /** Returns the peer that was judged. */
  public Peer peer() {
    return peer;
  }

  /** Returns whether the peer can be the source. */
  public boolean eligible() {
    return eligible;
  }

  /** Returns whether the peer is the source of this run now. */
  public boolean chosen() {
    return chosen;
  }

  /** Returns one plain sentence that says why the peer can or cannot be the source. */
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
