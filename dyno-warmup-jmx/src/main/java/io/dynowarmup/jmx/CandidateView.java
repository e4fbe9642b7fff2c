// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.CandidateVerdict;
import javax.management.openmbean.CompositeData;

/** Shows the verdict on one peer over JMX. Immutable. */
public final class CandidateView {
  private final String peer;
  private final String rack;
  private final boolean eligible;
  private final boolean chosen;
  private final String verdict;

  private CandidateView(
      String peer, String rack, boolean eligible, boolean chosen, String verdict) {
    this.peer = peer;
    this.rack = rack;
    this.eligible = eligible;
    this.chosen = chosen;
    this.verdict = verdict;
  }

  static CandidateView of(CandidateVerdict v) {
    return new CandidateView(
        v.peer().redis().toString(), v.peer().rack(), v.eligible(), v.chosen(), v.text());
  }

  /** Creates a view for proxies of the bean; JMX requires a method of this name. */
  public static CandidateView from(CompositeData data) {
    return new CandidateView(
        (String) data.get("peer"),
        (String) data.get("rack"),
        (Boolean) data.get("eligible"),
        (Boolean) data.get("chosen"),
        (String) data.get("verdict"));
  }

  /** Returns {@code host:port} of the peer's Redis. */
  public String getPeer() {
    return peer;
  }

  public String getRack() {
    return rack;
  }

  /** Returns whether the peer can be the source. */
  public boolean isEligible() {
    return eligible;
  }

  /** Returns whether the peer is the source. */
  public boolean isChosen() {
    return chosen;
  }

  /** Returns why the peer can or cannot be the source. */
  public String getVerdict() {
    return verdict;
  }
}
