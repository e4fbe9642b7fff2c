// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.RangeShare;
import io.dynowarmup.topology.ring.TokenRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The ranges of a node that no live node holds, and that a store of dumps may have. They are loaded
 * before the node takes writes. Used by one thread.
 */
public final class StoredRanges {
  /** Finds out whether a part has a node to copy it from. */
  public interface Probe {
    boolean hasSource(SourceShare part) throws InterruptedException;
  }

  private final RangePlan plan;
  private boolean tried;
  private String text = "";

  StoredRanges(RangePlan plan) {
    this.plan = plan;
  }

  /**
   * Returns the ranges for which no node of any rack can be the source. Asks again only as long as
   * no part has a source.
   *
   * @return empty if all parts have a source, or if none has
   */
  public List<TokenRange> find(Probe probe) throws InterruptedException {
    if (tried) {
      return Collections.emptyList();
    }
    List<TokenRange> rest = plan.left();
    for (RackRing rack : plan.racks()) {
      List<TokenRange> without = new ArrayList<>();
      for (RangeShare share : rest.isEmpty() ? new ArrayList<RangeShare>() : rack.shares(rest)) {
        SourceShare part = plan.asked(rack, share).orElse(null);
        if (part == null || !probe.hasSource(part)) {
          without.addAll(share.ranges());
        }
      }
      rest = TokenRange.inOrder(without);
    }
    boolean all = TokenRange.size(rest) == TokenRange.size(plan.left());
    tried = !all;
    return all ? Collections.emptyList() : rest;
  }

  /** Lets the ranges be looked for again, because an owner may answer soon. */
  public void askAgain() {
    tried = false;
  }

  /**
   * Records what was loaded.
   *
   * @param of the ranges
   * @param what was loaded from where, and from when it is
   */
  public void loaded(List<TokenRange> of, String what) {
    text = "; for " + RangePlan.text(of) + ", " + what;
  }

  /** Returns what was loaded, as the end of a sentence; empty if nothing was. */
  String text() {
    return text;
  }
}
