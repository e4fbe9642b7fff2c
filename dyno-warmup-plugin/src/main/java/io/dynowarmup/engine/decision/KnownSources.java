// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what a run knows of its sources, including the source of the interrupted run that it
 * resumes. Nothing of it is forgotten when the run changes its source.
 */
public final class KnownSources {
  private final PinnedSources pins = new PinnedSources();
  private final FailedSources failed = new FailedSources();
  private final SourceAuthority authority = new SourceAuthority();
  private Peer resumed;
  private Optional<RangePlan> plan = Optional.empty();

  /** Returns the sources, each with its state when it was chosen. */
  public PinnedSources pins() {
    return pins;
  }

  public FailedSources failed() {
    return failed;
  }

  /** Returns the rule that decides whether the source may determine the node's data. */
  public SourceAuthority authority() {
    return authority;
  }

  /** Returns the sources that must not be tried now, each with the reason. */
  public Map<Peer, String> notNow() {
    Map<Peer, String> notNow = new LinkedHashMap<>(failed.reasons());
    notNow.putAll(authority.united());
    return notNow;
  }

  /**
   * Returns how an earlier source of this run held more than twice as many keys; empty if none did.
   * A source that does not answer any more is in no ranking, but its data is not forgotten.
   */
  public Optional<String> heldMore(Peer source) {
    if (plan.isPresent()) {
      return Optional.empty();
    }
    return pins.heldMore(source, peer -> !failed.cutOff(peer).isPresent());
  }

  /** Takes over the question that the interrupted run could not answer. */
  public void adoptQuestion(StateFile state) {
    authority.adopt(state.question(), state.doubt().isUnconfirmed(), state.doubt().incomplete());
  }

  /** Sets the plan by which parts of the node's range are copied from several sources. */
  public void plan(RangePlan made) {
    plan = Optional.of(made);
  }

  /** Returns the plan; empty if a single source has all keys of this node. */
  public Optional<RangePlan> plan() {
    return plan;
  }

  /** Returns the part of the node's range that is being copied; empty if it is all of it. */
  public Optional<SourceShare> share() {
    return plan.flatMap(RangePlan::current);
  }

  /**
   * Returns whether a part of the node's range has arrived. From then on its writes must arrive.
   */
  public boolean begun() {
    return plan.filter(RangePlan::begun).isPresent();
  }

  /** Returns whether the cluster has other copies of the data that this source is asked for. */
  public boolean otherCopies(Topology topology, Peer source) {
    return plan.isPresent()
        ? plan.get().otherCopies(source)
        : authority.otherCopies(topology, source);
  }

  /** Sets the source of an interrupted run whose comparison is resumed. */
  public void resume(Peer source) {
    resumed = source;
  }

  /** Returns the source whose comparison is resumed; empty if there is none. */
  public Optional<Peer> resumed() {
    return Optional.ofNullable(resumed);
  }
}
