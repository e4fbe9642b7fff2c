// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import org.immutables.value.Value;

/** Holds the verdict on one peer that could be the source, for the log and the status. */
@Value.Immutable(builder = false)
public abstract class CandidateVerdict {
  CandidateVerdict() {}

  /** Returns a verdict; the getters describe its parts. */
  public static CandidateVerdict of(Peer peer, boolean eligible, boolean chosen, String text) {
    return ImmutableCandidateVerdict.of(peer, eligible, chosen, text);
  }

  /** Returns the peer that was judged. */
  public abstract Peer peer();

  /** Returns whether the peer can be the source. */
  public abstract boolean eligible();

  /** Returns whether the peer is the source of this run now. */
  public abstract boolean chosen();

  /** Returns one plain sentence that says why the peer can or cannot be the source. */
  public abstract String text();

  @Override
  public String toString() {
    return peer() + ": " + (chosen() ? "chosen, " : eligible() ? "" : "not eligible, ") + text();
  }
}
